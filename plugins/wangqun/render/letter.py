"""A notice as a letter that any mail server takes (RFC 5322)."""

from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from ..domain.finding import show
from ..domain.notice import Notice
from .report import environment

LONGEST = 120  # characters of a subject


def letter(notice: Notice) -> EmailMessage:
    """The letter, plain text with HTML beside it, all of it ASCII as it is sent. The same run tells the same with the same id.

    Sender and receivers are addresses that `domain.record.Mailbox` takes.
    """
    host = notice.sender.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = Address("检查报告", addr_spec=notice.sender)
    message["To"] = [Address(addr_spec=address) for address in notice.to]
    message["Subject"] = show(notice.subject, LONGEST).replace("=?", "= ?")  # no encoded word of someone else's
    message["Date"] = notice.now
    message["Message-ID"] = f"<{letter_id(notice)}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"<{notice.site or 'cluster'}.wangqun.{host}>"
    message["Content-Language"] = "zh-CN"
    message.set_content(notice.text, cte="base64")
    html = environment().get_template("mail.html").render(notice=notice, sections=notice.sections)
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"=_{letter_id(notice)}")
    return message


def letter_id(notice: Notice) -> str:
    """What names a letter: the office, the run it is of, and the report it is compared with."""
    before = notice.before.now if notice.before else ""
    return sha256("\0".join((notice.site, notice.now.isoformat(), before)).encode()).hexdigest()[:24]
