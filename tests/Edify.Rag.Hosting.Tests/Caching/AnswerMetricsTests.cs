using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class AnswerMetricsTests
{
    [Fact]
    public async Task Answers_and_what_the_cache_found_are_counted_without_a_word_of_them()
    {
        var seen = new ConcurrentQueue<(string Name, KeyValuePair<string, object?>[] Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == AnswerTelemetry.Name) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, tags.ToArray())));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, tags.ToArray())));
        listener.Start();

        using var model = new WatchedChatClient();
        await using var school = await CachedSchool.OpenAsync(model);
        await school.AskAsync(CachedSchool.Fee, SmallSchool.Admin);
        await school.AskAsync(CachedSchool.Fee, SmallSchool.Admin);

        // Other tests count at the same time: theirs do no harm.
        foreach (var result in (string[])["miss", "memory"])
            Assert.Contains(seen, m => m.Name == "edify.rag.answers.cache.lookups" && Has(m.Tags, "edify.cache.result", result));
        foreach (var cached in (bool[])[true, false])
        {
            Assert.Contains(seen, m => m.Name == "edify.rag.answers" && Has(m.Tags, "edify.answer.cached", cached));
            Assert.Contains(seen, m => m.Name == "edify.rag.answers.duration" && Has(m.Tags, "edify.answer.cached", cached));
        }

        Assert.All(seen.SelectMany(m => m.Tags), t => Assert.DoesNotContain("fee", $"{t.Value}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Has(KeyValuePair<string, object?>[] tags, string key, object value) => tags.Any(t => t.Key == key && Equals(t.Value, value));
}
