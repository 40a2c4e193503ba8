"""What a page costs whoever waits for it, as the browser tells it, on machines of any speed."""

from __future__ import annotations

from dataclasses import dataclass

MOST_REQUESTS, MOST_SHIFT = 8, 0.02
# The style is needed before anything can be shown, and nothing else is.
BLOCKING = (".css",)
# The largest thing comes with the first, or soon after it: as a multiple of the time up to that.
LATEST = 2.0
TOLD = """async () => {
  const seen = {"layout-shift": [], "largest-contentful-paint": [], "paint": []};
  for (const type in seen)
    new PerformanceObserver(list => seen[type].push(...list.getEntries())).observe({type, buffered: true});
  await new Promise(done => setTimeout(done, 20));
  const files = performance.getEntriesByType("resource");
  return {
    shift: seen["layout-shift"].filter(one => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0),
    first: seen.paint.find(one => one.name === "first-contentful-paint")?.startTime ?? 0,
    largest: seen["largest-contentful-paint"].at(-1)?.startTime ?? 0,
    requests: files.length + 1,
    blocking: files.filter(one => one.renderBlockingStatus === "blocking").map(one => one.name),
  };
}"""


@dataclass(frozen=True)
class Vitals:
    """`shift` is the browser's own measure; `first` and `largest` are milliseconds up to the paint."""

    shift: float
    first: float
    largest: float
    requests: int
    blocking: list[str]


def vitals(page) -> Vitals:
    """What the browser tells of the page that is open."""
    return Vitals(**page.evaluate(TOLD))


def too_slow(found: Vitals) -> list[str]:
    """What a page does that makes it slow or restless, whatever the machine."""
    wrong = [f"holds up the page: {name}" for name in found.blocking if not name.endswith(BLOCKING)]
    if found.shift > MOST_SHIFT:
        wrong.append(f"moves by {found.shift:.3f} while it loads")
    if found.requests > MOST_REQUESTS:
        wrong.append(f"{found.requests} requests")
    if not 0 < found.first <= found.largest <= LATEST * found.first:
        wrong.append(
            f"its largest part is painted at {found.largest:.0f} ms, its first at {found.first:.0f} ms"
        )
    return wrong
