using System.Text;
using Edify.Rag.Documents.Tests.Containers;

namespace Edify.Rag.Documents.Tests.Eml;

public class EmlDocumentReaderTests
{
    private const string Head = "From: \"Ann Example\" <ann@example.org>\r\nTo: bob@example.org\r\nDate: Tue, 12 May 2026 10:11:00 +0200 (CEST)\r\nSubject: School trip\r\nMIME-Version: 1.0\r\n";

    private static readonly IDocumentReader Reader = ContainerReaders.Messages();

    [Fact]
    public async Task A_message_is_its_subject_its_people_and_its_text()
    {
        var info = new ReportedInfo();
        var elements = await Reader.ReadAsync(Bytes(Head + "\r\nDear all,\r\n\r\nwe leave at eight.\r\n"), new DocumentContext { Name = "a.eml", Info = info });
        Assert.Equal(
            [
                (ElementKind.Heading, "School trip", 1),
                (ElementKind.Paragraph, "From: \"Ann Example\" <ann@example.org>; To: bob@example.org; Date: 2026-05-12 10:11 +02:00", 0),
                (ElementKind.Paragraph, "Dear all,", 0), (ElementKind.Paragraph, "we leave at eight.", 0),
            ],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        var reported = Assert.Single(info.Values);
        Assert.Equal(("School trip", "Ann Example"), (reported.Title, reported.Author));
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 11, 0, TimeSpan.Zero), reported.Properties["date"].AsTime());
    }

    [Theory]
    [InlineData("=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus?= =?utf-8?B?IEvDtmxu?=", "Grüße aus Köln")]
    [InlineData("=?iso-8859-1?q?caf=E9?= and more", "café and more")]
    [InlineData("=?utf-8?B?44GT44KT44Gr44E=?=\r\n =?utf-8?B?oeOBr+S4lueVjA==?=", "こんにちは世界")]
    [InlineData("=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは")]
    [InlineData("=?windows-1251*ru?Q?=CF=F0=E8=E2=E5=F2?=", "Привет")]
    [InlineData("folded\r\n subject", "folded subject")]
    [InlineData("plain =? text ?= here", "plain =? text ?= here")]
    public async Task Encoded_words_of_fields_are_decoded(string field, string subject) =>
        Assert.Equal(subject, (await Reader.ReadAsync($"Subject: {field}\r\n\r\nText"))[0].Text);

    [Theory]
    [InlineData("text/plain; charset=utf-8", "quoted-printable", "Gr=C3=BC=C3=9Fe, die lang=\r\n sind =", "Grüße, die lang sind")]
    [InlineData("text/plain; charset=\"iso-8859-15\"", "quoted-printable", "5 =A4 =zz", "5 € =zz")]
    [InlineData("text/plain; charset=koi8-r", "base64", "8NLJ18XU", "Привет")]
    [InlineData("text/plain; charset=gb2312", "base64", "xOO6ww==", "你好")]
    [InlineData("text/plain; charset=us-ascii", "8bit", "Grüße", "Grüße")]
    [InlineData("text/plain; charset=no-such-charset", "7bit", "still read", "still read")]
    [InlineData("text/plain; format=flowed", "7bit", "This goes \r\non and \r\non.", "This goes on and on.")]
    [InlineData("text/plain; format=flowed; delsp=yes", "7bit", "Donau \r\ndampf", "Donaudampf")]
    [InlineData("text/html; charset=utf-8", "8bit", "<p>Grüße <b>alle</b></p><script>x</script>", "Grüße alle")]
    public async Task The_text_is_decoded(string type, string encoding, string body, string expected)
    {
        var elements = await Reader.ReadAsync($"Subject: s\nContent-Type: {type}\nContent-Transfer-Encoding: {encoding}\n\n{body}");
        Assert.Equal(["s", expected], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Of_alternatives_the_richest_with_text_is_read_and_images_of_the_page_are_not()
    {
        var page = Multipart("related", "r", "Content-Type: text/html\n\n<h1>Trip</h1><p>From HTML</p>", "Content-Type: image/png\nContent-ID: <a>\nContent-Transfer-Encoding: base64\n\niVBORw0K");
        var events = new ReportedEvents();
        var message = Head.Replace("\r\n", "\n", StringComparison.Ordinal) + Multipart("alternative", "b", "\nplain text", page, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR");
        var elements = await Reader.ReadAsync(Bytes(message), new DocumentContext { Name = "a.eml", Report = events });
        Assert.Equal([(ElementKind.Heading, "Trip", 2), (ElementKind.Paragraph, "From HTML", 0)], elements.Skip(2).Select(e => (e.Kind, e.Text, e.Level)));
        Assert.Empty(events.Events);

        var empty = await Reader.ReadAsync("Subject: s\n" + Multipart("alternative", "b", "\nplain text", "Content-Type: text/html\n\n<p> </p>"));
        Assert.Equal(["s", "plain text"], empty.Select(e => e.Text));
    }

    [Fact]
    public async Task Attachments_follow_under_their_names_and_messages_under_their_subjects()
    {
        var zip = Convert.ToBase64String(TestArchive.Of(("in.txt", "In the archive.")));
        var message = "Subject: s\n" + Multipart(
            "mixed",
            "b",
            "\nThe text.",
            "Content-Type: text/markdown; name*=utf-8''%C3%BCber.md\nContent-Disposition: attachment\n\n# Title\n\nBody.",
            "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*0=\"a \"; filename*1=\"file.zip\"\nContent-Transfer-Encoding: base64\n\n" + zip,
            "Content-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: base64\n\n/9j/4AAQSkZJRgABAQ==",
            "Content-Type: message/rfc822\n\nSubject: forwarded\n\nAs it was.");
        var events = new ReportedEvents();
        var elements = await Reader.ReadAsync(Bytes(message), new DocumentContext { Name = "a.eml", Report = events });
        Assert.Equal(
            [
                (1, "s"), (0, "The text."), (2, "über.md"), (3, "Title"), (0, "Body."), (2, "a file.zip"), (3, "in.txt"), (0, "In the archive."), (2, "forwarded"), (0, "As it was."),
            ],
            elements.Select(e => (e.Level, e.Text)));
        Assert.Equal("photo.jpg: no reader knows its format", Assert.Single(events.Events).Detail);
    }

    [Fact]
    public async Task Signed_messages_are_read_and_encrypted_ones_say_so()
    {
        var signed = await Reader.ReadAsync("Subject: s\n" + Multipart("signed", "b", "\nThe text.", "Content-Type: application/pgp-signature\n\nxyz"));
        Assert.Equal(["s", "The text."], signed.Select(e => e.Text));

        foreach (var body in new[] { Multipart("encrypted", "b", "Content-Type: application/pgp-encrypted\n\nVersion: 1", "\nxyz"), "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nxyz" })
        {
            var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync("Subject: s\n" + body));
            Assert.Equal(DocumentFault.Encrypted, error.Fault);
        }
    }

    [Fact]
    public async Task Quotes_lose_their_marks_and_keep_apart_from_the_answer()
    {
        var elements = await Reader.ReadAsync("Subject: s\n\nYes.\n> Do we\n> meet?\n>> At eight.\nSee you.");
        Assert.Equal(["s", "Yes.", "Do we meet?", "At eight.", "See you."], elements.Select(e => e.Text));
    }

    [Theory]
    [InlineData("<pre class=\"moz-signature\" cols=\"72\">-- \nAnn Example\nHead of school</pre>")]
    [InlineData("<div class=\"moz-signature\">-- <br>Ann Example</div>")]
    [InlineData("<span class=\"gmail_signature_prefix\">-- </span><div dir=\"ltr\" class=\"gmail_signature\" data-smartmail=\"gmail_signature\"><p>Ann</p></div>")]
    [InlineData("<div class=\"x_x_gmail_signature\">Ann</div>")]
    [InlineData("<div id=\"AppleMailSignature\">Sent from a telephone</div>")]
    [InlineData("<div id=\"ms-outlook-mobile-signature\">Sent from a telephone</div>")]
    public async Task Signatures_that_programs_mark_are_no_text(string signature)
    {
        var elements = await Reader.ReadAsync($"Subject: s\nContent-Type: text/html\n\n<p>We leave at eight.</p>{signature}<blockquote><p>When do we leave?</p></blockquote>");
        Assert.Equal(["s", "We leave at eight.", "When do we leave?"], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task What_is_longer_than_a_signature_is_kept()
    {
        var text = string.Concat(Enumerable.Repeat("We leave at eight. ", 200)).TrimEnd();
        Assert.Equal(["s", text], (await Reader.ReadAsync($"Subject: s\nContent-Type: text/html\n\n<div class=\"gmail_signature\">{text}</div>")).Select(e => e.Text));
        var lines = string.Join('\n', Enumerable.Range(1, 30).Select(i => $"Line {i}."));
        Assert.Contains("Line 30.", (await Reader.ReadAsync($"Subject: s\n\nText.\n\n-- \n{lines}"))[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes.\n\n-- \nAnn Example\nHead of school\n", "Yes.")]
    [InlineData("Yes.\r\n-- \r\nAnn\r\n\r\n> At eight?\r\n> -- \r\n> Bob\r\n", "Yes.|At eight?")]
    [InlineData("Yes.\n-- \nAnn\n_______________\nlist of the school", "Yes.|list of the school")]
    [InlineData("See below.\n-- \nAnn\n\n---------- Forwarded message ---------\nAt eight.", "See below.|---------- Forwarded message --------- At eight.")]
    [InlineData("One --\ntwo\n--\nthree", "One -- two -- three")]
    public async Task Text_below_two_dashes_is_a_signature(string body, string expected)
    {
        var elements = await Reader.ReadAsync($"Subject: s\n\n{body}");
        Assert.Equal(expected.Split('|'), elements.Skip(1).Select(e => e.Text));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_mailbox_is_one_message_after_the_other(string lineEnd)
    {
        const string Mailbox = "From ann Tue May 12\nSubject: one\n\nFirst.\n\n>From here on.\n\nFrom bob Wed May 13\nSubject: two\n\nSecond\nFrom Bern.\n";
        var elements = await Reader.ReadAsync(Mailbox.Replace("\n", lineEnd, StringComparison.Ordinal));
        Assert.Equal(["one", "First.", "From here on.", "two", "Second From Bern."], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Messages_within_messages_are_read_as_deep_as_allowed()
    {
        var message = "Subject: innermost\n\nDeep.";
        for (var i = 0; i < 6; i++) message = $"Subject: {i}\nContent-Type: message/rfc822\n\n{message}";
        var events = new ReportedEvents();
        var elements = await Reader.ReadAsync(Bytes(message), new DocumentContext { Name = "a.eml", Report = events });
        Assert.Equal(["5", "4", "3"], elements.Select(e => e.Text));
        Assert.Contains("MaxArchiveDepth", Assert.Single(events.Events).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_nested_without_end_and_attachments_without_number_end()
    {
        var nested = "\nInnermost.";
        for (var i = 0; i < 300; i++) nested = Multipart("mixed", $"b{i}", nested);
        Assert.Equal("s", Assert.Single(await Reader.ReadAsync("Subject: s\n" + nested)).Text);

        var many = Multipart("mixed", "b", [.. Enumerable.Repeat("Content-Type: text/plain; name=a.txt\n\nx", 11)]);
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => ContainerReaders.Messages(o => o.MaxArchiveEntries = 10).ReadAsync("Subject: s\n" + many));
        Assert.Equal(nameof(DocumentReaderOptions.MaxArchiveEntries), error.Limit);
    }

    [Fact]
    public async Task A_page_saved_with_its_images_is_a_page()
    {
        var mht = "From: <Saved by a browser>\nSubject: =?utf-8?Q?Caf=C3=A9?=\nMIME-Version: 1.0\n"
            + Multipart("related; type=\"text/html\"", "b", "Content-Type: text/html\nContent-Location: https://example.org\n\n<p>Page.</p>", "Content-Type: text/css\nContent-Location: https://example.org/a.css\n\np { }");
        Assert.Equal(["Café", "Page."], (await Reader.ReadAsync(mht)).Select(e => e.Text));
    }

    [Fact]
    public async Task Of_a_saved_page_the_content_is_read_and_of_a_letter_everything()
    {
        const string Html = "Content-Type: text/html\n\n<nav><a href=/>Home</a></nav><main><h1>Exams</h1><p>Exams take place in June, as they did last year and the year before.</p></main>";
        var page = await Reader.ReadAsync("From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org\nSubject: Exams | School\n" + Html);
        Assert.Equal([(ElementKind.Heading, 1), (ElementKind.Paragraph, 0)], page.Select(e => (e.Kind, e.Level)));
        Assert.Contains(await Reader.ReadAsync("From: a@example.org\nSubject: s\n" + Html), e => e.Text.Contains("Home", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_reported()
    {
        var events = new ReportedEvents();
        var message = Encoding.Latin1.GetBytes("Subject: s\nContent-Type: text/plain; charset=gb18030\n\nx \xFF y");
        var elements = await Reader.ReadAsync(message, new DocumentContext { Name = "a.eml", Report = events });
        Assert.Equal("x \uFFFD y", elements[^1].Text);
        Assert.Equal(1, events.Events.Single(e => e.Kind == ReadEventKind.Undecodable).Undecodable);
    }

    private static string Multipart(string kind, string boundary, params string[] parts) =>
        $"Content-Type: multipart/{kind}; boundary=\"{boundary}\"\n\npreamble\n" + string.Concat(parts.Select(part => $"--{boundary}\n{part}\n")) + $"--{boundary}--\nepilogue\n";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
