using System.Text;

namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    /// <summary>Content of any length comes back as it went in.</summary>
    /// <param name="length">Length in bytes.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * 1024 * 1024 + 7)]
    public async Task Content_comes_back_as_it_went_in(int length)
    {
        var content = Noise(length);

        var uploaded = await UploadAsync("a/content.bin", content);

        Assert.Equal(content, await ReadAsync("a/content.bin"));
        Assert.Equal(length, uploaded.Size);
        Assert.Equal("a/content.bin", uploaded.Name);
        Assert.Equal(TimeSpan.Zero, uploaded.LastModified.Offset);
    }

    /// <summary>A stream that cannot seek and does not know its length is stored too.</summary>
    [Fact]
    public async Task A_stream_of_unknown_length_is_stored_whole()
    {
        var content = Noise(3 * 1024 * 1024 + 11);
        using var stream = new TestStream(content);

        var uploaded = await Store.UploadAsync("unknown.bin", stream);

        Assert.Equal(content.Length, uploaded.Size);
        Assert.Equal(content, await ReadAsync("unknown.bin"));
    }

    /// <summary>Content is taken from where the stream stands, and the stream stays open.</summary>
    [Fact]
    public async Task Content_is_read_from_its_position_and_not_disposed()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("skipped,kept")) { Position = 8 };

        await Store.UploadAsync("rest.txt", stream);

        Assert.Equal("kept", await ReadTextAsync("rest.txt"));
        Assert.True(stream.CanRead);
    }

    /// <summary>What an upload returns is what a listing shows.</summary>
    [Fact]
    public async Task A_listing_shows_what_the_upload_returned()
    {
        var uploaded = await UploadAsync("SOP/admissions.txt", "text");

        var listed = Assert.Single(await ListAsync());

        Assert.Equal(uploaded.Name, listed.Name);
        Assert.Equal(uploaded.Size, listed.Size);
        Assert.Equal(uploaded.ETag, listed.ETag);
        Assert.Equal(ListsProperties ? uploaded.ContentType : null, listed.ContentType);
        Assert.DoesNotContain('"', listed.ETag);
    }

    /// <summary>The media type of an upload is kept, where the store keeps it.</summary>
    [Fact]
    public async Task The_media_type_is_kept()
    {
        var uploaded = await UploadAsync("typed", "text", new BlobUploadOptions { ContentType = "text/x-school" });

        var listed = Assert.Single(await ListAsync());

        Assert.Equal(SupportsContentType, uploaded.ContentType == "text/x-school");
        Assert.Equal(ListsProperties ? uploaded.ContentType : null, listed.ContentType);
    }

    /// <summary>Metadata is kept with keys in lower case, or refused; never dropped.</summary>
    [Fact]
    public async Task Metadata_is_kept_or_refused_but_never_dropped()
    {
        var options = new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["Grade"] = "7", ["teacher"] = "anna" } };
        if (!SupportsMetadata)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => UploadAsync("a.txt", "text", options));
            Assert.Empty(await ListAsync());
            return;
        }

        var uploaded = await UploadAsync("a.txt", "text", options);
        var listed = Assert.Single(await ListAsync());

        if (!ListsProperties) Assert.Empty(listed.Metadata);
        foreach (var item in ListsProperties ? new[] { uploaded, listed } : [uploaded])
        {
            Assert.Equal(2, item.Metadata.Count);
            Assert.Equal("7", item.Metadata["grade"]);
            Assert.Equal("anna", item.Metadata["teacher"]);
        }
    }

    /// <summary>Replacing a blob changes its ETag, even within a moment and at the same length.</summary>
    [Fact]
    public async Task Every_version_has_an_etag_of_its_own()
    {
        var etags = new HashSet<string>();
        for (var i = 0; i < 20; i++) Assert.True(etags.Add((await UploadAsync("a.txt", $"version {i:00}")).ETag));
    }

    /// <summary>Names are taken as they are: nothing in them is an escape, a pattern or a query.</summary>
    /// <param name="name">A name that a careless store would change.</param>
    [Theory]
    [InlineData("Knowledge Bank/kb/2026/grade 7/science.md")]
    [InlineData("a+b & c #1 (50%).txt")]
    [InlineData("100%25/%2e%2e/x.txt")]
    [InlineData("Übungen/größe/日本語/🎒.txt")]
    [InlineData(".hidden/.file")]
    [InlineData("a..b/...c")]
    [InlineData("UPPER/lower.TXT")]
    [InlineData("x=1;y='2',[z]{w}~!@$^")]
    public async Task Names_are_taken_as_they_are(string name)
    {
        await UploadAsync(name, name);

        Assert.Equal(name, await ReadTextAsync(name));
        Assert.Equal([name], await NamesAsync());
        Assert.Equal([name], await NamesAsync(name[..(name.Length / 2 + 1)]));
        Assert.True(await Store.DeleteAsync(name));
        Assert.Empty(await NamesAsync());
    }

    /// <summary>A question mark is a part of a name too, where the file system allows it.</summary>
    [Fact]
    public async Task A_question_mark_is_part_of_a_name()
    {
        const string Name = "why?x=1&y=2.txt";
        try
        {
            await UploadAsync(Name, "text");
        }
        catch (ArgumentException) when (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows allows no '?' in the name of a file.");
        }

        Assert.Equal("text", await ReadTextAsync(Name));
        Assert.Equal([Name], await NamesAsync("why?"));
    }

    /// <summary>A name may have 1,024 characters.</summary>
    [Fact]
    public async Task A_name_may_have_1024_characters()
    {
        var segment = Math.Min(MaxSegmentLength, 200);
        var name = string.Concat(Enumerable.Range(0, 1024).Select(i => i % (segment + 1) == segment ? '/' : 'n'));
        name = name.EndsWith('/') ? name[..^1] + "n" : name;

        await UploadAsync(name, "text");

        Assert.Equal("text", await ReadTextAsync(name));
        Assert.Equal([name], await NamesAsync());
    }

    /// <summary>Names that break the contract's rules are refused by every member, before anything is done.</summary>
    /// <param name="name">A name that no blob can have.</param>
    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/./b")]
    [InlineData("a/../b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    public async Task Invalid_names_are_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name, "text"));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(name));
        Assert.Empty(await ListAsync());
    }

    /// <summary>A name of more than 1,024 characters is refused.</summary>
    [Fact]
    public Task A_name_of_1025_characters_is_refused() =>
        Invalid_names_are_refused(string.Concat(Enumerable.Repeat("abcd/", 204)) + "abcde");

    /// <summary>The location tells what is read.</summary>
    [Fact]
    public void The_location_names_the_kind_of_store_and_the_container() => Assert.Matches("^[a-z0-9-]+:.", Store.Location);
}
