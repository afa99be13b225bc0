using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class MainContentTests
{
    private const string Story =
        "<p>The choir of the lower school sang in the town hall on Friday, and the hall was full to the last seat. Parents, teachers and pupils clapped for minutes.</p>"
        + "<p>Rehearsals had begun in March, with two hours every week, and nobody missed one of them. The programme reached from folk songs to a mass by Haydn.</p>"
        + "<p>The next concert takes place in December. Whoever wants to sing along may come to the music room on Tuesday, says the conductor, who is looking for tenors.</p>";

    [Fact]
    public async Task An_article_is_read_without_what_surrounds_it()
    {
        var texts = await TextsAsync($"""
            <div class="top-nav"><a href="/">Home</a> <a href="/news">News</a></div>
            <div class="cookie-consent"><p>We use cookies, as everybody does, to make this page better. Accept all cookies, or choose which.</p></div>
            <div class="layout has-sidebar"><div class="col"><h1>A full hall</h1><div class="share-bar">Share on every network there is</div>{Story}
            <h3>Related articles</h3><ul><li><a href="/a">The orchestra travels</a></li><li><a href="/b">New music room</a></li></ul></div>
            <div class="sidebar"><h4>Popular</h4><p>The canteen has a new menu, with more vegetables than before, and less of everything else.</p></div></div>
            <section id="comments"><h2>3 Comments</h2><p>What a concert, I have never heard such a thing before in my life, and I am old.</p></section>
            <div class="site-footer">Imprint, privacy, contact</div>
            """);
        Assert.Equal("A full hall", texts[0]);
        Assert.Equal(4, texts.Count);
        Assert.StartsWith("The next concert", texts[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_lists_and_files_beside_an_article_are_part_of_it()
    {
        var texts = await TextsAsync($"""
            <div id="content"><div class="text">{Story}</div>
            <div class="data"><table><tr><th>Group</th><th>Room</th></tr><tr><td>Sopranos</td><td>12</td></tr></table></div>
            <div class="list"><ul><li>Bring your own music stand.</li><li>Wear black.</li></ul></div>
            <div class="files"><a href="/form.pdf">Registration form</a></div></div><div class="menu-left"><a href="/x">Elsewhere</a></div>
            """);
        Assert.Contains("Group\tRoom\nSopranos\t12", texts);
        Assert.Contains("Wear black.", texts);
        Assert.Contains("Registration form", texts);
        Assert.DoesNotContain("Elsewhere", texts);
    }

    [Fact]
    public async Task Sections_with_titles_of_teasers_are_kept_when_they_hold_none()
    {
        var texts = await TextsAsync($"""
            <h1>Music</h1>{Story}<h2>Topics</h2><ul><li>Scales</li><li>Chords</li></ul>
            <h2>Newsletter</h2><p><a href="/may.pdf">May</a></p><h2>Read more</h2><ul><li><a href="/x">The orchestra travels</a></li></ul>
            """);
        Assert.Equal(["Topics", "Scales", "Chords", "Newsletter", "May"], texts.Skip(4));
    }

    [Fact]
    public async Task The_article_that_a_page_describes_outweighs_longer_teasers()
    {
        var teasers = string.Concat(Enumerable.Range(1, 12).Select(i => $"<div class=\"box\"><a href=\"/{i}\">News {i}</a> <p>In week {i} of the term many people came to see what is taught, and stayed for cake.</p></div>"));
        var texts = await TextsAsync($"""
            <div class="page"><div itemscope itemtype="https://schema.org/NewsArticle"><h1>A full hall</h1><div class="lead"><p>A summary of it all in one sentence, for those who have no time.</p></div>
            <div itemprop="articleBody">{Story}</div><div class="files"><a href="/programme.pdf">Programme</a></div></div><div class="more">{teasers}</div></div>
            """);
        Assert.Equal(["A full hall", "A summary of it all in one sentence, for those who have no time."], texts.Take(2));
        Assert.Equal("Programme", texts[^1]);
        Assert.Equal(6, texts.Count);
    }

    [Fact]
    public async Task What_is_quoted_from_a_network_is_part_of_the_article()
    {
        var texts = await TextsAsync($"<div>{Story}<div class=\"social-media-embed\"><blockquote><p>What a choir!</p></blockquote></div></div>");
        Assert.Equal("What a choir!", texts[^1]);
    }

    [Fact]
    public async Task Whom_to_call_stands_beside_the_article_and_is_kept()
    {
        var texts = await TextsAsync(
            $"<div><div class=\"text\">{Story}</div><div class=\"box\">Ms Example, room 12 <a href=\"mailto:music@school.example\">music@school.example</a></div><div class=\"more\"><a href=\"/x\">More</a></div></div>");
        Assert.Equal("Ms Example, room 12 music@school.example", texts[^1]);
    }

    [Fact]
    public async Task A_page_of_links_keeps_its_links()
    {
        var items = string.Concat(Enumerable.Range(1, 40).Select(i => $"<li><a href=\"/club/{i}\">Club number {i}</a></li>"));
        var texts = await TextsAsync($"<nav><a href=\"/\">Home</a></nav><h1>Clubs</h1><p>All clubs of this term:</p><ul>{items}</ul>");
        Assert.Equal(42, texts.Count);
        Assert.DoesNotContain("Home", texts);
    }

    [Fact]
    public async Task A_page_that_is_one_table_keeps_it()
    {
        var rows = string.Concat(Enumerable.Range(1, 30).Select(i => $"<tr><td>{i}.</td><td>Mathematics</td><td>Room {i}</td><td>Ms Example</td></tr>"));
        var texts = await TextsAsync($"<div class=\"wrap\"><div class=\"widget\"><h2>Substitutions</h2><table><tr><th>Lesson</th><th>Subject</th><th>Room</th><th>Teacher</th></tr>{rows}</table></div></div>");
        Assert.Equal(["Substitutions"], texts.Take(1));
        Assert.Equal(31, texts[1].Split('\n').Length);
    }

    [Fact]
    public async Task A_short_notice_is_kept_whole()
    {
        var texts = await TextsAsync("<div class=box><h2>Heat</h2><p>School ends at 11.</p></div><div class=box><p>Buses run at 11:15.</p></div><div class=box>Office: 555-0101</div>");
        Assert.Equal(["Heat", "School ends at 11.", "Buses run at 11:15.", "Office: 555-0101"], texts);
    }

    [Fact]
    public async Task A_page_all_of_whose_parts_bear_misleading_names_is_kept()
    {
        var parts = string.Concat(Enumerable.Range(1, 5).Select(i => $"<div class=\"widget\"><h2>Day {i}</h2><p>On day {i} we hike to hut number {i}, and sleep there.</p></div>"));
        Assert.Equal(10, (await TextsAsync($"<div>{parts}</div>")).Count);
    }

    [Fact]
    public async Task Several_articles_of_a_start_page_are_all_kept()
    {
        var teasers = string.Concat(Enumerable.Range(1, 6).Select(i =>
            $"<article><h2><a href=\"/{i}\">News {i}</a></h2><p>In the {i}th week of the term the school opened its doors, and many people came to see what is taught.</p></article>"));
        var texts = await TextsAsync($"<h1>News</h1><div>{teasers}</div>");
        Assert.Equal(13, texts.Count);
    }

    [Fact]
    public async Task The_way_to_the_page_is_left_out_though_it_is_a_paragraph_of_the_article()
    {
        var texts = await TextsAsync($"<article><p class=\"breadcrumb\"><a href=\"/\">Home</a> › Procedures › Visitors</p>{Story}</article>");
        Assert.Equal(3, texts.Count);
    }

    [Fact]
    public async Task A_long_thread_of_comments_does_not_outweigh_the_article()
    {
        var comments = string.Concat(Enumerable.Range(1, 50).Select(i => $"<li>Comment {i} says a lot of things, and none of them is about the concert at all.</li>"));
        var texts = await TextsAsync($"<div><div class=\"post\">{Story}</div><ol class=\"commentlist\">{comments}</ol></div>");
        Assert.Equal(3, texts.Count);
    }

    [Fact]
    public async Task The_heading_beside_the_article_is_its_title()
    {
        var elements = await new HtmlDocumentReader().ReadAsync(
            $"<title>A full hall | Example School</title><div class=\"banner\"><h1>A full hall</h1></div><div><div class=\"text\">{Story}</div></div>");
        Assert.Equal((ElementKind.Heading, "A full hall", 1), (elements[0].Kind, elements[0].Text, elements[0].Level));
        Assert.Equal(["A full hall"], elements[^1].HeadingPath);
    }

    [Fact]
    public async Task Everything_that_can_be_seen_is_read_on_request()
    {
        var page = $"<nav>Home</nav><main>{Story}</main><aside>Beside</aside><footer>Below</footer><p hidden>secret</p><script>secret()</script>";
        var elements = await new HtmlDocumentReader(mainContentOnly: false).ReadAsync(page);
        Assert.Equal(["Home", "Beside", "Below"], elements.Select(e => e.Text).Where(text => text.Length < 20));
        Assert.Equal(3, (await TextsAsync(page)).Count);
    }

    private static async Task<List<string>> TextsAsync(string page) =>
        [.. (await new HtmlDocumentReader().ReadAsync(page)).Select(e => e.Text)];
}
