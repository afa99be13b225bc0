using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Memory;
using Edify.Rag.Vectors.Embedded.Searching;

namespace Edify.Rag.Vectors.Tests.Embedded.Searching;

public sealed class TopHitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_best_are_kept_and_ties_go_to_the_lower_id(int limit)
    {
        var random = new Random(limit);
        var table = new MemoryTable(1, new TextAnalyzer(new()));
        for (var row = 0; row < 500; row++) table.Add(new(new Guid(random.Next(), 0, 0, new byte[8]), "", new Dictionary<string, FieldValue>()), [1f]);
        var segment = table.Snapshot();
        var offered = Enumerable.Range(0, 500).Select(row => new Hit(0, row, random.Next(40) / 8f)).ToList();

        var hits = new TopHits(limit, minScore: 1, [segment]);
        foreach (var hit in offered) hits.Offer(hit);

        Assert.Equal(
            offered.Where(hit => hit.Score >= 1).OrderByDescending(hit => hit.Score).ThenBy(hit => segment.Id(hit.Row)).Take(limit),
            hits.ToSorted());
    }
}
