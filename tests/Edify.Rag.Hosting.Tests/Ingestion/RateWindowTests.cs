using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class RateWindowTests
{
    [Fact]
    public void What_was_long_ago_does_not_count()
    {
        var time = new FakeTimeProvider();
        var window = new RateWindow(time);
        var (documents, bytes) = (0, 0);
        for (var second = 1; second <= 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            window.Rate(documents += 100, bytes += 1000);
        }

        (double Documents, double Bytes) rate = default;
        for (var second = 1; second <= 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            rate = window.Rate(documents += 2, bytes += 10);
        }

        Assert.Equal((2, 10), (Math.Round(rate.Documents, 6), Math.Round(rate.Bytes, 6)));
    }

    [Fact]
    public void Before_any_time_has_passed_there_is_no_rate() => Assert.Equal((0, 0), new RateWindow(new FakeTimeProvider()).Rate(5, 5));
}
