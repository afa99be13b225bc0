using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Edify.Rag.Embeddings.Hashing;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Hashing;

/// <summary>Ranking by cosine similarity alone on the CACM collection: 3,204 abstracts, 52 judged questions.</summary>
public sealed partial class CacmTests
{
    [Fact]
    public async Task Relevant_abstracts_rank_high()
    {
        var folder = ConformanceData.Folder("retrieval/cacm");
        var documents = ReadDocuments(Path.Combine(folder, "src/main/resources/cacm/cacm.tar.gz"));
        var relevant = ReadJudgements(Path.Combine(folder, "qrels/qrels.cacm.txt"));
        var questions = ReadQuestions(Path.Combine(folder, "topics/topics.cacm.txt")).Where(q => relevant.Contains(q.Id)).ToArray();
        var embedder = new HashingEmbedder(new());
        var vectors = await embedder.GenerateAsync(documents.Select(d => d.Text));
        var asked = await embedder.GenerateAsync(questions.Select(q => q.Text));

        var precisions = questions.Select((question, i) => AveragePrecision(
            documents.Zip(vectors, (d, v) => (d.Id, Score: Dot(v, asked[i]))).OrderByDescending(d => d.Score).Select(d => d.Id),
            relevant[question.Id].ToHashSet(StringComparer.Ordinal)));

        Assert.Equal(52, questions.Length);
        Assert.InRange(precisions.Average(), 0.175, 1);
    }

    private static double AveragePrecision(IEnumerable<string> ranking, HashSet<string> relevant)
    {
        var hits = 0;
        return ranking.Select((id, i) => relevant.Contains(id) ? ++hits / (i + 1.0) : 0).Sum() / relevant.Count;
    }

    private static double Dot(Embedding<float> left, Embedding<float> right)
    {
        var sum = 0d;
        for (var i = 0; i < left.Vector.Length; i++) sum += left.Vector.Span[i] * right.Vector.Span[i];
        return sum;
    }

    private static List<(string Id, string Text)> ReadDocuments(string path)
    {
        var documents = new List<(string, string)>();
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var reader = new StreamReader(entry.DataStream);
            documents.Add((Path.GetFileNameWithoutExtension(entry.Name), NotText.Replace(reader.ReadToEnd(), " ")));
        }

        return documents;
    }

    private static IEnumerable<(string Id, string Text)> ReadQuestions(string path) =>
        Topic.Matches(File.ReadAllText(path)).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    private static ILookup<string, string> ReadJudgements(string path) =>
        File.ReadLines(path).Select(line => line.Split(' ')).ToLookup(parts => parts[0], parts => parts[2]);

    // Tags, and from the line with the catalogue's code on: numbers of citing articles.
    [GeneratedRegex(@"<[^>]+>|\nCA\d{6}[\s\S]*$")]
    private static partial Regex NotText { get; }

    [GeneratedRegex(@"<DOCNO>\s*(\d+)\s*</DOCNO>([\s\S]*?)</DOC>")]
    private static partial Regex Topic { get; }
}
