using System.Diagnostics;
using Edify.Rag.Hosting.AuditWriter;
using Edify.Rag.Hosting.Erasure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Erasure;

public sealed class ErasureTests : IAsyncDisposable
{
    private readonly ErasureSchool _school = new();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task After_an_erasure_no_file_holds_a_byte_of_the_pupils_text()
    {
        await _school.FillAsync();
        Assert.Contains(_school.Marks, file => file.StartsWith("vectors", StringComparison.Ordinal));
        Assert.Contains(_school.Marks, file => file.StartsWith("ledger", StringComparison.Ordinal));
        Assert.Contains(_school.Marks, file => file.StartsWith("conversations", StringComparison.Ordinal));
        Assert.Contains(_school.Marks, file => file.StartsWith("audit", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(_school.State, "*.vectors", SearchOption.AllDirectories));

        var report = await _school.Erasure.EraseAsync(ErasureRequest.OfUser(AuditScript.Tenant, ErasureSchool.Pupil));
        Assert.Empty(_school.Marks);
        Assert.Empty(Directory.GetFiles(_school.State, "*.vectors", SearchOption.AllDirectories));
        Assert.Equal(ErasureSchool.Path, Assert.Single(report.Order.Documents).Name);
        Assert.Equal(1, report.FilesLeft);

        // What nobody wanted erased is there, in this process and in the next one.
        await AssertOthersAsync();
        await _school.CloseAsync();
        Assert.Empty(_school.Marks);
        _school.Reopen();
        await AssertOthersAsync();
        Assert.Empty(_school.Marks);
    }

    [Fact]
    public async Task What_was_sealed_and_merged_is_erased_too()
    {
        for (var i = 0; i < 700; i++) await _school.WriteAsync($"General/many-{i}.txt", $"Passage {i} of many, about the number {i * 7}.");
        await _school.FillAsync();

        // The end of a process seals what it has written.
        await _school.CloseAsync();
        Assert.NotEmpty(Directory.GetFiles(_school.State, "*.segment", SearchOption.AllDirectories));
        _school.Reopen();
        Assert.NotEmpty(_school.Marks);
        await _school.Erasure.EraseAsync(ErasureRequest.OfDocument(AuditScript.Tenant, ErasureSchool.Path));
        Assert.DoesNotContain(_school.Marks, file => file.StartsWith("vectors", StringComparison.Ordinal) || file.StartsWith("ledger", StringComparison.Ordinal));
        await AssertOthersAsync();
        Assert.Equal(731, await _school.Services.GetRag<IIngestionLedger>().ListAsync(AuditScript.Tenant).CountAsync());
    }

    [Fact]
    public async Task An_erasure_leaves_a_signed_certificate_and_an_intact_audit()
    {
        await _school.FillAsync();
        var report = await _school.Erasure.EraseAsync(ErasureRequest.OfUser(AuditScript.Tenant, ErasureSchool.Pupil));
        Assert.True((await _school.Audit.VerifyAsync(report.Certificate.Mark)).IsIntact);
        var records = await _school.Audit.ReadAsync().ToListAsync();
        var certificate = records.Single(r => r.Entry.Action == AuditActions.Erased);
        Assert.Equal(report.Certificate.ToJsonLine(), certificate.ToJsonLine());
        Assert.Equal(report.Order.Documents.Select(d => d.DocumentId), certificate.Entry.Documents);
        Assert.Equal(("user", ErasureSchool.Pupil), (certificate.Entry.Details["kind"], certificate.Entry.Details["user"]));
        Assert.Equal("1", certificate.Entry.Details["erased ledger entries"]);
        Assert.Equal("3", certificate.Entry.Details["erased conversations"]);
        Assert.Equal("2", certificate.Entry.Details["erased audited questions"]);

        // Who asked is known for ever, what was asked is a hash.
        var asked = records.Where(r => r.Entry is { Action: AuditActions.Ask, Subject: ErasureSchool.Pupil }).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, r => Assert.Null(r.Entry.Text));
        Assert.All(asked, r => Assert.NotNull(r.Entry.TextHash));
        Assert.Equal("When does the first bell ring?", records.Last(r => r.Entry.Action == AuditActions.Ask).Entry.Text);
    }

    [Fact]
    public async Task Files_are_deleted_where_that_is_asked_for()
    {
        await _school.FillAsync();
        var request = ErasureRequest.OfUser(AuditScript.Tenant, ErasureSchool.Pupil) with { IncludesFiles = true };
        Assert.Equal(0, (await _school.Erasure.EraseAsync(request)).FilesLeft);
        Assert.False(File.Exists(Path.Combine(_school.Content, ErasureSchool.Path)));
        await _school.IngestAsync();
        Assert.Empty(_school.Marks);
    }

    [Fact]
    public async Task A_tenant_is_erased_and_its_neighbour_stays()
    {
        await _school.FillAsync();
        await _school.Services.GetRag<IIngestionPipeline>().RunAsync(new("neighbour") { Prefix = "General/" });
        await _school.Erasure.EraseAsync(ErasureRequest.OfTenant(AuditScript.Tenant));
        Assert.Empty(_school.Marks);
        Assert.Empty(await _school.Services.GetRag<IIngestionLedger>().ListAsync(AuditScript.Tenant).ToListAsync());
        var store = _school.Services.GetRag<IVectorStore>();
        Assert.Equal(0, await store.CountAsync("documents", AccessScope.ForSystem(AuditScript.Tenant, "test")));
        Assert.Equal(31, await store.CountAsync("documents", AccessScope.ForSystem("neighbour", "test")));
        Assert.True((await _school.Audit.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task An_erasure_that_was_killed_half_way_goes_on_when_it_is_started_again()
    {
        await _school.FillAsync();
        await DieHalfWayAsync();
        Assert.Contains(_school.Marks, file => file.StartsWith("conversations", StringComparison.Ordinal));

        // The documents can't be found any more: they are known from before.
        _school.Reopen();
        var report = await _school.Erasure.EraseAsync(ErasureRequest.OfUser(AuditScript.Tenant, ErasureSchool.Pupil));
        Assert.Equal(ErasureSchool.Path, Assert.Single(report.Order.Documents).Name);
        Assert.Empty(_school.Marks);
        Assert.Empty(Directory.GetFiles(Path.Combine(_school.State, "erasures")));
        await AssertOthersAsync();
    }

    [Fact]
    public async Task A_host_brings_an_erasure_to_its_end_that_was_killed_half_way()
    {
        await _school.FillAsync();
        await DieHalfWayAsync();
        _school.Reopen();
        var resumption = _school.Services.GetServices<IHostedService>().OfType<ErasureResumption>().Single();
        await resumption.StartAsync(CancellationToken.None);
        await resumption.ExecuteTask!;
        Assert.Empty(_school.Marks);
        Assert.Single(await _school.Audit.ReadAsync().Where(r => r.Entry.Action == AuditActions.Erased).ToListAsync());
    }

    [Fact]
    public async Task A_part_that_can_not_erase_keeps_the_erasure_open()
    {
        await _school.FillAsync();
        await _school.CloseAsync();
        var stubborn = new StubbornPart();
        await using (var services = AuditScript.Open(_school.State, _school.Content, rag => rag.Add<IErasable>("stubborn", _ => stubborn)))
        {
            var erasure = services.GetRag<IErasure>();
            await Assert.ThrowsAsync<RagStateException>(() => erasure.EraseAsync(ErasureRequest.OfUser(AuditScript.Tenant, ErasureSchool.Pupil)));
            Assert.NotEmpty(_school.Marks);
            stubborn.Yields = true;
            Assert.Equal("stubborn", Assert.Single(await erasure.ResumeAsync()).Parts[0].Name);
            Assert.Empty(await erasure.ResumeAsync());
        }

        Assert.Empty(_school.Marks);
        _school.Reopen();
    }

    private async Task DieHalfWayAsync()
    {
        await _school.CloseAsync();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(AuditScript).Assembly.Location, "erase", _school.State, _school.Content, ErasureSchool.Pupil]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal(string.Empty, error);
    }

    private async Task AssertOthersAsync()
    {
        var answer = await _school.AskAsync("When does the first bell ring?", ErasureSchool.Teacher);
        Assert.Contains("eight", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ErasureSchool.Marker, (await _school.AskAsync("What does the secret dragon eat?", ErasureSchool.Teacher)).Text, StringComparison.Ordinal);
    }

    private sealed class StubbornPart : IErasable
    {
        public bool Yields { get; set; }

        public string Name => "stubborn";

        public ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default) =>
            Yields ? new(1) : throw new RagStateException("part", "Not now.", isTransient: true);
    }
}
