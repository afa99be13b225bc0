using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Library;

public sealed class UploadRulesTests : IAsyncDisposable
{
    private readonly SmallSchool _school = new(rag => rag.UseAccessPolicy(_ => new PrincipalPolicy()));
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("SOP/../../secret.txt")]
    [InlineData("SOP/./late.txt")]
    [InlineData("SOP//late.txt")]
    [InlineData("SOP/")]
    [InlineData("..")]
    [InlineData("SOP\\..\\secret.txt")]
    [InlineData("C:/windows/win.ini")]
    [InlineData("SOP/late.txt\0.pdf")]
    [InlineData("SOP/late\n.txt")]
    [InlineData("SOP/late.txt.")]
    [InlineData("SOP/late.txt ")]
    [InlineData("SOP/ late.txt")]
    [InlineData("SOP/what?.txt")]
    [InlineData(".git/config")]
    [InlineData("SOP/.hidden/late.txt")]
    [InlineData("SOP/~$late.docx")]
    [InlineData("SOP/late.txt.access.json")]
    [InlineData("SOP/late.txt.ACCESS.JSON")]
    public async Task A_name_that_leads_elsewhere_or_means_something_else_is_refused(string name)
    {
        var target = await CheckAsync(SmallSchool.Admin, name);
        Assert.False(target.IsAllowed);
        Assert.NotEmpty(target.Reason);
    }

    [Fact]
    public async Task A_name_of_more_than_1024_characters_is_refused() =>
        Assert.False((await CheckAsync(SmallSchool.Admin, new string('a', 1025))).IsAllowed);

    [Fact]
    public async Task A_good_name_is_taken_in_form_C() =>
        Assert.Equal(new UploadTarget(IsAllowed: true, "SOP/caf\u00e9 (1).txt", string.Empty), await CheckAsync(SmallSchool.Admin, "SOP/cafe\u0301 (1).txt"));

    [Fact]
    public async Task Documents_are_uploaded_by_those_who_may_write_them_and_only_where_they_would_see_them()
    {
        Assert.False((await CheckAsync(SmallSchool.Teacher, "Knowledge Bank/kb/2025/Grade 7/Science/new.txt")).IsAllowed);
        Assert.False((await CheckAsync(SmallSchool.Teacher, "SOP/fees/new.txt")).IsAllowed);
        Assert.True((await CheckAsync(SmallSchool.Admin, "SOP/fees/new.txt")).IsAllowed);
        Assert.False((await CheckAsync(new("head", string.Empty) { Roles = ["admin"] }, "SOP/fees/new.txt")).IsAllowed);
    }

    [Fact]
    public async Task A_document_that_the_user_may_not_see_is_not_replaced_by_theirs()
    {
        await _school.PutAsync("SOP/fees/closed.txt", "A secret.");
        await _school.PutAsync("SOP/fees/open.txt", "No secret.");
        await _school.IngestAsync();
        await _school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new("SOP/fees/closed.txt", DocumentAccess.Create(null, ["user:head"])), _end);
        Assert.True((await CheckAsync(SmallSchool.Admin, "SOP/fees/open.txt")).IsAllowed);
        Assert.False((await CheckAsync(SmallSchool.Admin, "SOP/fees/closed.txt")).IsAllowed);
    }

    private Task<UploadTarget> CheckAsync(RagUser user, string name) => _school.Services.GetRag<IDocumentLibrary>().CheckUploadAsync(user, name, _end);
}
