using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

/// <summary>The CACM collection: 3204 abstracts, 52 judged questions.</summary>
public partial class CacmRetrievalTests(ITestOutputHelper output)
{
    [Fact]
    public void Ranking_is_as_good_as_the_best_known_engines_report()
    {
        var folder = ConformanceData.Folder("retrieval/cacm");
        var documents = Documents(Path.Combine(folder, "src/main/resources/cacm/cacm.tar.gz"));
        var judgements = Judgements(Path.Combine(folder, "qrels/qrels.cacm.txt"));
        using var stream = new MemoryStream();
        LexicalIndexWriter.Write(stream, LexicalCorpus.Analyzer, documents.Select((document, row) => (row, document.Text)));
        var segment = LexicalCorpus.Open(stream.ToArray());

        var precisions = new List<(double Average, double At30)>();
        foreach (var (topic, text) in Topics(Path.Combine(folder, "topics/topics.cacm.txt")))
        {
            if (!judgements.TryGetValue(topic, out var relevant))
                continue;
            var hits = Bm25Search.Search([new(segment)], LexicalQuery.Parse(LexicalCorpus.Analyzer, text), limit: 1000);
            precisions.Add(Precision([.. hits.Select(hit => documents[hit.Row].Name)], relevant));
        }

        Assert.Equal(52, precisions.Count);
        var (map, p30) = (precisions.Average(p => p.Average), precisions.Average(p => p.At30));
        output.WriteLine($"MAP {map:F4}, P@30 {p30:F4}");
        Assert.True(map >= 0.318, $"MAP {map:F4}");
        Assert.True(p30 >= 0.196, $"P@30 {p30:F4}");
    }

    private static (double Average, double At30) Precision(string[] ranking, HashSet<string> relevant)
    {
        double found = 0, sum = 0, early = 0;
        for (var rank = 0; rank < ranking.Length; rank++)
        {
            if (!relevant.Contains(ranking[rank]))
                continue;
            sum += ++found / (rank + 1);
            early += rank < 30 ? 1 : 0;
        }

        return (sum / relevant.Count, early / 30);
    }

    private static List<(string Name, string Text)> Documents(string archive)
    {
        var documents = new List<(string Name, string Text)>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".html", StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(entry.DataStream, Encoding.Latin1);
            documents.Add((Path.GetFileNameWithoutExtension(entry.Name), Tag().Replace(reader.ReadToEnd(), " ")));
        }

        return [.. documents.OrderBy(document => document.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Topic, string Text)> Topics(string file) =>
        Topic().Matches(File.ReadAllText(file)).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static Dictionary<string, HashSet<string>> Judgements(string file) => File.ReadLines(file)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(parts => parts.Length == 4 && parts[3] != "0")
        .GroupBy(parts => parts[0])
        .ToDictionary(group => group.Key, group => group.Select(parts => parts[2]).ToHashSet());

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<DOCNO>\s*(\d+)\s*</DOCNO>(.*?)</DOC>", RegexOptions.Singleline)]
    private static partial Regex Topic();
}
