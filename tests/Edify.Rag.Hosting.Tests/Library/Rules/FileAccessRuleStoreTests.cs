using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Tests.Library.Rules;

public sealed class FileAccessRuleStoreTests : IDisposable
{
    private const string Tenant = "school";
    private static readonly DocumentAccess Teachers = DocumentAccess.Create(["role:teacher"]);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task One_process_writes_at_a_time()
    {
        using var first = new FileAccessRuleStore(_directory.Path);
        using var second = new FileAccessRuleStore(_directory.Path);
        await first.WriteAsync(Tenant, new("a/", Teachers));
        var refused = await Assert.ThrowsAsync<RagStateException>(async () => await second.WriteAsync(Tenant, new("b/", Teachers)));
        Assert.True(refused.IsTransient);
        Assert.Single(await second.ListAsync(Tenant));
    }

    [Fact]
    public async Task A_journal_that_holds_mostly_what_is_gone_is_written_anew_beside_its_readers()
    {
        using var reader = new FileAccessRuleStore(_directory.Path);
        using (var writer = new FileAccessRuleStore(_directory.Path))
        {
            for (var i = 0; i < 10_000; i++) await writer.WriteAsync(Tenant, new("a/", i % 2 == 0 ? Teachers : DocumentAccess.Closed));
            Assert.Equal([new("a/", DocumentAccess.Closed)], await reader.ListAsync(Tenant));
        }

        var before = Directory.EnumerateFiles(_directory.Path, "*.journal").Sum(f => new FileInfo(f).Length);
        using var next = new FileAccessRuleStore(_directory.Path);
        await next.WriteAsync(Tenant, new("b/", Teachers));
        Assert.InRange(Directory.EnumerateFiles(_directory.Path, "*.journal").Sum(f => new FileInfo(f).Length), 1, before / 100);
        Assert.Equal([new("a/", DocumentAccess.Closed), new("b/", Teachers)], await reader.ListAsync(Tenant));
    }

    [Fact]
    public async Task A_rule_that_was_being_written_when_the_power_failed_is_not_there_and_those_before_are()
    {
        using (var writer = new FileAccessRuleStore(_directory.Path))
        {
            await writer.WriteAsync(Tenant, new("a/", Teachers));
            await writer.WriteAsync(Tenant, new("b/", Teachers));
        }

        var journal = Directory.EnumerateFiles(_directory.Path, "*.journal").Single();
        await using (var file = new FileStream(journal, FileMode.Open)) file.SetLength(file.Length - 3);
        using var opened = new FileAccessRuleStore(_directory.Path);
        Assert.Equal([new("a/", Teachers)], await opened.ListAsync(Tenant));
        await opened.WriteAsync(Tenant, new("c/", Teachers));
        Assert.Equal(["a/", "c/"], (await opened.ListAsync(Tenant)).Select(r => r.Target));
    }
}
