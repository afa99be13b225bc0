using System.Text;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Library;

public sealed class DocumentLibraryTests : IAsyncDisposable
{
    private const string Book = "Knowledge Bank/kb/2025/Grade 7/Science/water.txt";
    private const string Procedure = "SOP/fees/late.txt";

    private readonly SmallSchool _school = new(rag => rag.UseAccessPolicy(_ => new PrincipalPolicy()));
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    private IDocumentLibrary Library => _school.Services.GetRag<IDocumentLibrary>();

    [Fact]
    public async Task Where_nothing_was_ingested_there_is_nothing_to_see()
    {
        var page = await Library.ListAsync(SmallSchool.Admin, cancellationToken: _end);
        Assert.Equal((0, 0, null), (page.Folders.Count, page.Documents.Count, page.Next));
        Assert.Null(await Library.FindAsync(SmallSchool.Admin, Guid.NewGuid(), _end));
        Assert.Equal(DocumentDeletion.NotFound, await Library.DeleteAsync(SmallSchool.Admin, Guid.NewGuid(), _end));
    }

    [Fact]
    public async Task A_folder_is_shown_to_those_alone_who_see_a_document_below_it()
    {
        await FillAsync();
        Assert.Equal(["Knowledge Bank/", "SOP/"], (await Library.ListAsync(SmallSchool.Admin, cancellationToken: _end)).Folders);
        Assert.Equal(["Knowledge Bank/"], (await Library.ListAsync(SmallSchool.Teacher, cancellationToken: _end)).Folders);
        Assert.Empty((await Library.ListAsync(SmallSchool.Pupil("7"), cancellationToken: _end)).Folders);
        Assert.Empty((await Library.ListAsync(SmallSchool.Teacher, new() { Folder = "SOP" }, _end)).Folders);

        var inside = await Library.ListAsync(SmallSchool.Admin, new() { Folder = "SOP/fees" }, _end);
        Assert.Equal([Procedure], inside.Documents.Select(d => d.Name));
        Assert.Empty(inside.Folders);
    }

    [Fact]
    public async Task A_document_tells_what_its_place_and_its_reading_tell_and_not_who_sees_it()
    {
        await FillAsync();
        await _school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(Book, DocumentAccess.Create(["role:teacher"])), _end);
        var document = (await Library.ListAsync(SmallSchool.Teacher, new() { IsFlat = true }, _end)).Documents.Single(d => d.Name == Book);
        Assert.Equal((LedgerStatus.Ingested, 1, string.Empty), (document.Status, document.Chunks, document.Reason));
        Assert.Equal("Science", document.Fields[RagFields.Subject].AsText());
        Assert.DoesNotContain(
            document.Fields.Keys,
            f => f.Contains("allow", StringComparison.Ordinal) || f.Contains("deny", StringComparison.Ordinal) || f.StartsWith("access", StringComparison.Ordinal) || f == RagFields.Source);
        Assert.Equal("Water boils at 100 degrees."u8.Length, document.Size);
        Assert.NotNull(document.Modified);
        Assert.Equivalent(document, await Library.FindAsync(SmallSchool.Teacher, document.Id, _end));
    }

    /// <summary>Many folders and documents, of which a teacher sees some: pages of every size are the same sequence.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(500, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(500, false)]
    public async Task Pages_of_every_size_hold_together_what_the_user_sees_in_order(int size, bool isFlat)
    {
        var expected = await FillShelvesAsync();
        var (folders, names, cursor) = (new List<string>(), new List<string>(), (string?)null);
        do
        {
            var page = await Library.ListAsync(SmallSchool.Teacher, new() { Folder = "shelf", IsFlat = isFlat, Size = size, Cursor = cursor }, _end);
            Assert.InRange(page.Folders.Count + page.Documents.Count, 1, size);
            folders.AddRange(page.Folders);
            names.AddRange(page.Documents.Select(d => d.Name));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected.Where(n => isFlat || n.Count(c => c == '/') == 1), names);
        Assert.Equal(isFlat ? [] : expected.Where(n => n.Count(c => c == '/') > 1).Select(n => n[..(n.IndexOf('/', 6) + 1)]).Distinct(), folders);
    }

    [Fact]
    public async Task What_is_deleted_or_added_while_pages_are_turned_hides_and_repeats_nothing_else()
    {
        var expected = await FillShelvesAsync();
        var first = await Library.ListAsync(SmallSchool.Teacher, new() { IsFlat = true, Size = 10 }, _end);
        await _school.PutAsync("shelf/a-new.txt", "shared");
        await _school.Blobs.DeleteAsync(first.Documents[^1].Name, _end);
        await _school.IngestAsync();
        var rest = await Library.ListAsync(SmallSchool.Teacher, new() { IsFlat = true, Size = 500, Cursor = first.Next }, _end);
        Assert.Equal(expected.Skip(10), rest.Documents.Select(d => d.Name));
    }

    [Fact]
    public async Task Documents_are_found_by_a_part_of_their_name_or_title_by_those_alone_who_see_them()
    {
        await FillAsync();
        await _school.PutAsync("Knowledge Bank/kb/2025/Grade 7/Science/page.html", "<html><head><title>The Water Cycle</title></head><body><p>Rain falls.</p></body></html>");
        await _school.IngestAsync();
        var found = await Library.ListAsync(SmallSchool.Teacher, new() { Search = "WATER" }, _end);
        Assert.Equal(["page.html", "water.txt"], found.Documents.Select(d => Path.GetFileName(d.Name)));
        Assert.Equal("The Water Cycle", found.Documents[0].Title);
        Assert.Empty((await Library.ListAsync(SmallSchool.Teacher, new() { Search = "late" }, _end)).Documents);
        Assert.Single((await Library.ListAsync(SmallSchool.Admin, new() { Search = "late" }, _end)).Documents);
    }

    [Theory]
    [InlineData("!")]
    [InlineData("AAAA")]
    public async Task A_cursor_that_no_page_gave_is_refused(string cursor) =>
        await Assert.ThrowsAsync<RagInputException>(() => Library.ListAsync(SmallSchool.Admin, new() { Cursor = cursor }, _end));

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_page_size_out_of_range_is_refused(int size) =>
        await Assert.ThrowsAsync<RagInputException>(() => Library.ListAsync(SmallSchool.Admin, new() { Size = size }, _end));

    [Fact]
    public async Task What_is_hidden_and_what_is_not_there_are_the_same()
    {
        await FillAsync();
        var hidden = RagIds.Document(SmallSchool.Tenant, _school.Blobs.Location, Procedure);
        RagUser[] strangers = [SmallSchool.Teacher, SmallSchool.Pupil("7"), new("head", "elsewhere") { Roles = ["admin"] }, new("head", string.Empty) { Roles = ["admin"] }, new("x", SmallSchool.Tenant)];
        foreach (var user in strangers)
        {
            foreach (var id in (Guid[])[hidden, Guid.NewGuid(), Guid.Empty])
            {
                Assert.Null(await Library.FindAsync(user, id, _end));
                Assert.Null(await Library.OpenAsync(user, id, cancellationToken: _end));
                Assert.Equal(DocumentDeletion.NotFound, await Library.DeleteAsync(user, id, _end));
            }
        }

        Assert.NotNull(await Library.FindAsync(SmallSchool.Admin, hidden, _end));
    }

    [Fact]
    public async Task A_document_is_opened_as_a_whole_and_in_parts()
    {
        await FillAsync();
        var id = RagIds.Document(SmallSchool.Tenant, _school.Blobs.Location, Book);
        Assert.Equal("Water boils at 100 degrees.", await ReadAsync(id, null));
        Assert.Equal("boils", await ReadAsync(id, new(6, 5)));
        Assert.Equal("degrees.", await ReadAsync(id, new(19, 1_000)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(id, new(27, 1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(id, new(-1, 1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(id, new(0, 0)));
        await using var content = await Library.OpenAsync(SmallSchool.Teacher, id, new(19, 1_000), _end);
        Assert.Equal((new BlobRange(19, 8), 27L, Book), (content!.Range, content.Blob.Size, content.Document.Name));
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_not_opened_before_it_is_known_who_may_see_it()
    {
        await FillAsync();
        var id = RagIds.Document(SmallSchool.Tenant, _school.Blobs.Location, Book);
        await _school.PutAsync(Book, "What pupils must not know.");
        Assert.True((await Assert.ThrowsAsync<BlobChangedException>(() => ReadAsync(id, null))).IsTransient);
        await _school.IngestAsync();
        Assert.Equal("What pupils must not know.", await ReadAsync(id, null));
        await _school.Blobs.DeleteAsync(Book, _end);
        Assert.Null(await Library.OpenAsync(SmallSchool.Teacher, id, cancellationToken: _end));
    }

    [Fact]
    public async Task A_deleted_document_is_gone_from_source_store_and_ledger()
    {
        await FillAsync();
        var id = RagIds.Document(SmallSchool.Tenant, _school.Blobs.Location, Book);
        Assert.Equal(DocumentDeletion.Refused, await Library.DeleteAsync(SmallSchool.Teacher, id, _end));
        Assert.Equal(2, (await _school.RecordsAsync()).Count);
        Assert.Equal(DocumentDeletion.Deleted, await Library.DeleteAsync(SmallSchool.Admin, id, _end));
        Assert.Equal(DocumentDeletion.NotFound, await Library.DeleteAsync(SmallSchool.Admin, id, _end));
        Assert.Equal([Procedure], (await _school.Blobs.ListAsync(cancellationToken: _end).ToListAsync(_end)).Select(b => b.Name));
        Assert.Equal([Procedure], (await _school.RecordsAsync()).Select(r => r.TextOf(RagFields.Name)));
        Assert.Equal([Procedure], (await _school.Ledger.ListAsync(SmallSchool.Tenant, cancellationToken: _end).ToListAsync(_end)).Select(e => e.Key.Name));
        Assert.Equal((0, 0), ((await _school.IngestAsync()).Removed, (await _school.IngestAsync()).Ingested));
    }

    [Fact]
    public async Task A_document_of_a_source_that_can_only_be_read_stays()
    {
        await using var school = new SmallSchool(rag => rag.UseAccessPolicy(_ => new PrincipalPolicy())
            .Decorate<IBlobSource>("elsewhere", (inner, _) => new RenamedSource(inner)));
        await school.PutAsync(Book, "Water boils.");
        await school.IngestAsync();
        var id = RagIds.Document(SmallSchool.Tenant, "elsewhere", Book);
        Assert.Equal(DocumentDeletion.NotSupported, await school.Services.GetRag<IDocumentLibrary>().DeleteAsync(SmallSchool.Admin, id, _end));
        Assert.Single(await school.RecordsAsync());
    }

    [Fact]
    public async Task A_document_of_which_nothing_could_be_read_is_shown_to_administrators_alone()
    {
        const string Broken = "Knowledge Bank/kb/2025/Grade 7/Science/broken.pdf";
        await _school.PutAsync(Broken, "%PDF-1.7 and nothing else");
        await FillAsync();
        var id = RagIds.Document(SmallSchool.Tenant, _school.Blobs.Location, Broken);
        var shown = await Library.ListAsync(SmallSchool.Admin, new() { Search = "broken" }, _end);
        Assert.Equal((LedgerStatus.Failed, id), (shown.Documents.Single().Status, shown.Documents.Single().Id));
        Assert.NotEmpty(shown.Documents.Single().Reason);
        Assert.NotNull(await Library.FindAsync(SmallSchool.Admin, id, _end));
        Assert.Empty((await Library.ListAsync(SmallSchool.Teacher, new() { Search = "broken" }, _end)).Documents);
        Assert.Null(await Library.FindAsync(SmallSchool.Teacher, id, _end));
        Assert.Null(await Library.OpenAsync(SmallSchool.Teacher, id, cancellationToken: _end));
        Assert.Equal(DocumentDeletion.Deleted, await Library.DeleteAsync(SmallSchool.Admin, id, _end));
        Assert.Null(await Library.FindAsync(SmallSchool.Admin, id, _end));
    }

    private async Task<string?> ReadAsync(Guid id, BlobRange? range)
    {
        await using var content = await Library.OpenAsync(SmallSchool.Teacher, id, range, _end);
        if (content is null) return null;
        using var reader = new StreamReader(content.Stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(_end);
    }

    private async Task FillAsync()
    {
        await _school.PutAsync(Book, "Water boils at 100 degrees.");
        await _school.PutAsync(Procedure, "A late fee is charged.");
        await _school.IngestAsync();
    }

    // Every third document is open to teachers, in folders of one to forty, some of which hold none of these.
    private async Task<List<string>> FillShelvesAsync()
    {
        var open = new List<string>();
        for (var i = 0; i < 140; i++)
        {
            var name = i % 10 == 0 ? $"shelf/{i:D3}.txt" : $"shelf/{(i < 60 ? 1 : i / 9)}/deep/{i:D3}.txt";
            await _school.PutAsync(name, i % 3 == 0 && i / 9 != 9 ? "shared" : "closed");
            if (i % 3 == 0 && i / 9 != 9) open.Add(name);
        }

        await _school.IngestAsync();
        var rules = _school.Services.GetRag<IAccessRules>();
        await rules.SetAsync(SmallSchool.Tenant, new("shelf/", DocumentAccess.Closed), _end);
        foreach (var name in open) await rules.SetAsync(SmallSchool.Tenant, new(name, DocumentAccess.Create(["role:teacher"])), _end);
        open.Sort(StringComparer.Ordinal);
        return open;
    }

    private sealed class RenamedSource(IBlobSource inner) : IBlobSource
    {
        public string Location => "elsewhere";

        public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) =>
            inner.OpenReadAsync(name, range, etag, cancellationToken);
    }
}
