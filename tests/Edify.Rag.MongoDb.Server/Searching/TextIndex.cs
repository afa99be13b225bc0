using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>The server's own index of words. Terms are joined by "or"; a '-' excludes one, and quotes ask for a phrase.</summary>
internal sealed class TextIndex(MongoCollection collection, string path, string language)
{
    public static TextIndex Of(MongoCollection collection)
    {
        foreach (var index in collection.Indexes)
        {
            if (((MongoDocument)index["key"]!).Fields is [{ Value: "text" } only]) return new(collection, only.Key, index["default_language"] as string ?? "english");
        }

        throw new MongoFault(27, "IndexNotFound", "text index required for $text query");
    }

    public IEnumerable<MongoDocument> Find(MongoDocument text)
    {
        var query = (string)text["$search"]!;
        if (query.Contains('"', StringComparison.Ordinal)) throw MongoFault.BadValue("the double knows no phrases");
        var parts = query.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(part => part.StartsWith('-'));
        var wanted = Words.Of(string.Join(' ', parts[false]), language).ToHashSet(StringComparer.Ordinal);
        var unwanted = Words.Of(string.Join(' ', parts[true]), language).ToHashSet(StringComparer.Ordinal);
        foreach (var document in collection.Documents)
        {
            var terms = MongoPath.Values(document, path).OfType<string>().SelectMany(value => Words.Of(value, language)).ToList();
            if (terms.Exists(unwanted.Contains)) continue;
            var score = terms.Where(wanted.Contains).GroupBy(term => term, StringComparer.Ordinal).Sum(same => ScoreOf(same.Count(), terms.Count));
            if (score == 0) continue;
            var found = document.Copy();
            found.Noted = ("textScore", score);
            yield return found;
        }
    }

    // Each further occurrence counts half as much as the one before, and the whole by its share of the text.
    private static double ScoreOf(int occurrences, int terms) => (2 - Math.Pow(2, 1 - occurrences)) * (0.5 + (0.5 * occurrences / terms));
}
