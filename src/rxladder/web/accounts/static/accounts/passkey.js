// Passkeys: a form with data-passkey asks the browser, puts what it says into `credential`, and is sent.
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }));

  async function make(form, options) {
    const asked = options.publicKey;
    const alone = form.querySelector("[name=passwordless]");
    if (alone) {
      asked.authenticatorSelection = {
        ...asked.authenticatorSelection,
        residentKey: alone.checked ? "required" : "discouraged",
        requireResidentKey: alone.checked,
        ...(alone.checked && { userVerification: "required" }),
      };
    }
    const made = await navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
    } });
    return told(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  }

  async function use(options) {
    const asked = options.publicKey;
    const used = await navigator.credentials.get({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: known(asked.allowCredentials),
    } });
    return told(used, {
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
    });
  }

  const told = (one, response) => ({
    type: one.type,
    id: one.id,
    rawId: text(one.rawId),
    response: { clientDataJSON: text(one.response.clientDataJSON), ...response },
    clientExtensionResults: one.getClientExtensionResults(),
  });

  async function asked(form) {
    if (form.dataset.passkey !== "sign-in") return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the site answered ${answer.status}`);
    return (await answer.json()).request_options;
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const problem = form.querySelector("[data-passkey-problem]");
    form.querySelector("[data-passkey-start]").addEventListener("click", async () => {
      problem.hidden = true;
      try {
        const options = await asked(form);
        const said = form.dataset.passkey === "make" ? await make(form, options) : await use(options);
        form.querySelector("[name=credential]").value = JSON.stringify(said);
        form.submit();
      } catch {
        problem.hidden = false;
      }
    });
  }
})();
