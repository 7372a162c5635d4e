"""Newsletters of invented news, as wires send them."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

NEWSLETTER = """<html><body>
<p><a href="https://wire.example/online">View in browser</a></p>
<table><tr><td><img src="logo.png" alt=""></td></tr></table>
<p>Good morning, here is the Sample Daily.</p>
<h2><a href="https://wire.example/tin">Tin gains as a smelter in Exampleland halts (Sample)</a></h2>
<p>Tin ingot was quoted at 250,000 yuan/mt on March 5, up 2,000 yuan/mt.</p>
<p><a href="https://wire.example/tin">Read more</a></p>
<p><strong>Zinc steady before the holiday (Sample)</strong></p>
<p>Zinc ingot stood at 22,000 yuan/mt on March 5.</p>
<p><a href="https://wire.example/u">Unsubscribe</a> from the Sample Daily.</p>
<h3>About the wire that sends this letter</h3>
</body></html>
"""
FORWARDED = """FYI, see below

---------- Forwarded message ---------
From: Sample Wire <news@wire.example>
Date: Tue, Mar 5, 2030 at 6:00 PM
Subject: Tin gains (Sample)
To: <desk@desk.example>

Tin ingot was quoted at 250,000 yuan/mt on March 5, up 2,000 yuan/mt.
"""


def mail(
    text: str = "Tin ingot was quoted at 250,000 yuan/mt on March 5.",
    *,
    html: str = "",
    subject: str = "Tin up (Sample)",
    sender: str = "Sample Wire <news@wire.example>",
    attachments: dict[str, bytes] | None = None,
    **headers: str,
) -> EmailMessage:
    """A mail with a text, a HTML beside it, and attachments."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, "desk@desk.example", subject
    message["Date"] = "Tue, 05 Mar 2030 18:00:00 +0800"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attachments or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message
