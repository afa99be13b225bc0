using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>The stage <c>$search</c> with the operator <c>text</c>: BM25 as Lucene computes it, the best first.</summary>
internal static class WordSearch
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    public static IEnumerable<MongoDocument> Run(MongoCollection collection, MongoDocument stage)
    {
        if (stage["text"] is not MongoDocument text || stage.Fields.Any(f => f.Key is not ("index" or "text"))) throw MongoFault.BadValue("the double knows the operator text alone");
        if (collection.SearchIndexes.Find(i => i.Name == (stage["index"] as string ?? "default") && i.Type == "search") is not { IsQueryable: true } index) return [];
        var path = (string)text["path"]!;
        if (((MongoDocument)index.Definition["mappings"]!)["fields"] is not MongoDocument fields || fields[path] is not MongoDocument { } mapping) return [];
        var language = mapping["analyzer"] switch { "lucene.english" => "english", "lucene.standard" or null => "none", var other => throw MongoFault.BadValue($"the double does not know {other}") };
        var wanted = Words.Of((string)text["query"]!, language).Distinct(StringComparer.Ordinal).ToList();
        var all = collection.Documents.Select(d => (Document: d, Terms: MongoPath.Values(d, path).OfType<string>().SelectMany(v => Words.Of(v, language)).ToList())).ToList();
        var average = all.Count == 0 ? 1 : all.Average(row => row.Terms.Count);
        var weights = wanted.ToDictionary(term => term, term => Idf(all.Count, all.Count(row => row.Terms.Contains(term))), StringComparer.Ordinal);
        return all
            .Select(row => (row.Document, Score: (double)(float)wanted.Sum(term => weights[term] * Saturated(row.Terms.Count(t => t == term), row.Terms.Count / average))))
            .Where(row => row.Score > 0)
            .OrderByDescending(row => row.Score)
            .Select(row => With(row.Document, row.Score));
    }

    private static double Idf(int all, int holding) => Math.Log(1 + ((all - holding + 0.5) / (holding + 0.5)));

    private static double Saturated(int occurrences, double length) => occurrences / (occurrences + (K1 * (1 - B + (B * length))));

    private static MongoDocument With(MongoDocument document, double score)
    {
        var found = document.Copy();
        found.Noted = ("searchScore", score);
        return found;
    }
}
