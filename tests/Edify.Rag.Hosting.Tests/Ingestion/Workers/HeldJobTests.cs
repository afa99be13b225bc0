using Edify.Rag.Hosting.Ingestion.Workers;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

public class HeldJobTests
{
    private static readonly JobLease Lease = new(new("t", "ingest", "a", "{}"), "worker", 1) { Duration = TimeSpan.FromSeconds(30) };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_lease_that_ran_out_is_lost_for_good()
    {
        var job = new HeldJob(Lease, _time.GetTimestamp(), _time);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(job.IsLost);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(job.IsLost);
        job.Renewed(_time.GetTimestamp());
        Assert.True(job.IsLost);
    }

    [Fact]
    public void A_renewal_counts_from_when_it_was_asked_for()
    {
        var job = new HeldJob(Lease, _time.GetTimestamp(), _time);
        _time.Advance(TimeSpan.FromSeconds(10));
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(15));
        job.Renewed(asked);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(job.IsLost);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(job.IsLost);
    }

    [Fact]
    public void What_is_committed_is_not_lost_any_more()
    {
        var job = new HeldJob(Lease, _time.GetTimestamp(), _time);
        job.SetCommitted();
        job.Lose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(job.IsLost);
    }
}
