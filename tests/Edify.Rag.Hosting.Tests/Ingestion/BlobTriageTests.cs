using Edify.Rag.Hosting.Ingestion;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class BlobTriageTests
{
    private const int MaxAttempts = 3;

    private static readonly BlobItem Blob = new("a.lines", 10, "v1", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(LedgerStatus.Ingested, 0, nameof(BlobAction.Skip))]
    [InlineData(LedgerStatus.Failed, 2, nameof(BlobAction.Process))]
    [InlineData(LedgerStatus.Failed, 3, nameof(BlobAction.Quarantine))]
    [InlineData(LedgerStatus.Started, 1, nameof(BlobAction.ProcessAlone))]
    [InlineData(LedgerStatus.Started, 3, nameof(BlobAction.Quarantine))]
    [InlineData(LedgerStatus.Quarantined, 3, nameof(BlobAction.LeaveQuarantined))]
    public void What_is_done_depends_on_how_it_ended(LedgerStatus status, int attempts, string expected) =>
        Assert.Equal(expected, Decide(Entry(status, attempts)).Action.ToString());

    [Theory]
    [InlineData(LedgerStatus.Ingested)]
    [InlineData(LedgerStatus.Failed)]
    [InlineData(LedgerStatus.Started)]
    [InlineData(LedgerStatus.Quarantined)]
    public void Another_version_of_the_blob_begins_anew(LedgerStatus status)
    {
        var verdict = Decide(Entry(status, MaxAttempts) with { ETag = "v0" });
        Assert.Equal((BlobAction.Process, 0), (verdict.Action, verdict.Tries));
    }

    [Fact]
    public void Another_reader_or_limit_lets_a_quarantined_document_out()
    {
        var quarantined = Entry(LedgerStatus.Quarantined, MaxAttempts);
        Assert.Equal(BlobAction.Process, Decide(quarantined, reader: "breakable/2").Action);
        Assert.Equal(BlobAction.Process, Decide(quarantined, options: new() { MaxFileBytes = 1L << 40 }).Action);
        Assert.Equal(BlobAction.LeaveQuarantined, Decide(quarantined, options: new() { BatchSize = 7 }).Action);
    }

    [Fact]
    public void On_demand_a_quarantined_document_is_tried_once_and_alone()
    {
        var verdict = Decide(Entry(LedgerStatus.Quarantined, MaxAttempts), request: new("t") { RetryQuarantined = true });
        Assert.Equal((BlobAction.ProcessAlone, MaxAttempts - 1), (verdict.Action, verdict.Tries));
        Assert.Equal(BlobAction.LeaveQuarantined, Decide(Entry(LedgerStatus.Quarantined, MaxAttempts), request: new("t") { Force = true }).Action);
    }

    private static BlobVerdict Decide(LedgerEntry entry, string reader = "breakable/1", IngestionOptions? options = null, IngestionRequest? request = null) =>
        new BlobTriage(Fingerprint(reader, options ?? new()), request ?? new("t"), MaxAttempts).Decide(Blob, entry);

    private static LedgerEntry Entry(LedgerStatus status, int attempts)
    {
        var fingerprint = Fingerprint("breakable/1", new());
        const string With = "breakable/1|c|e|m";
        return new(new("t", "s", Blob.Name), Blob.ETag, Blob.Size)
        {
            Status = status,
            Attempts = attempts,
            Fingerprint = status switch
            {
                LedgerStatus.Ingested => With,
                LedgerStatus.Started => fingerprint.UnknownReader,
                _ => fingerprint.OfTrial(With),
            },
        };
    }

    private static ProcessingFingerprint Fingerprint(string reader, IngestionOptions options) =>
        new([new BreakableReader { Fingerprint = reader }], "c", "e", "m", options);
}
