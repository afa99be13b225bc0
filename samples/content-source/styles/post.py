"""Makes a message from fields and Markdown: plain and HTML text, and the files that follow as attachments."""

import pathlib
import subprocess
import sys
from email import message_from_string, policy
from email.message import EmailMessage


def main():
    source, target, *attachments = sys.argv[1:]
    given = message_from_string(pathlib.Path(source).read_text(encoding="utf-8"), policy=policy.default)
    body = given.get_payload()
    text, signature = body.split("\n-- \n")
    page = subprocess.run(
        ["pandoc", "-f", "markdown-smart", "-t", "html5"], input=text, capture_output=True, text=True, check=True).stdout
    message = EmailMessage(policy=policy.SMTP)
    for name in ("From", "To", "Cc", "Subject", "Date"):
        message[name] = given[name]
    message["Message-ID"] = f"<{pathlib.Path(source).stem}@edify-greenfield.example>"
    message.set_content(body.replace("**", ""), cte="quoted-printable")
    message.add_alternative(f'<html><body>{page}<pre class="moz-signature">-- \n{signature}</pre></body></html>', subtype="html", cte="quoted-printable")
    for path in map(pathlib.Path, attachments):
        message.add_attachment(
            path.read_bytes(), maintype="application", filename=path.name,
            subtype="vnd.openxmlformats-officedocument.wordprocessingml.document")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_greenfield_{number}")
    pathlib.Path(target).write_bytes(message.as_bytes())


if __name__ == "__main__":
    main()
