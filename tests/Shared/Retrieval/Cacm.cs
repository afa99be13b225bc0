using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Tests.Shared;

/// <summary>The CACM collection: 3,204 titles and abstracts of the Communications of the ACM, 52 judged questions.</summary>
internal static partial class Cacm
{
    public static JudgedCollection Load(string folder)
    {
        var documents = Documents(Path.Combine(folder, "src/main/resources/cacm/cacm.tar.gz"));
        var places = documents.Index().ToDictionary(d => d.Item.Name, d => d.Index, StringComparer.Ordinal);
        var relevant = File.ReadLines(Path.Combine(folder, "qrels/qrels.cacm.txt"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length == 4 && parts[3] != "0" && places.ContainsKey(parts[2]))
            .ToLookup(parts => parts[0], parts => places[parts[2]]);
        var questions = Topic().Matches(File.ReadAllText(Path.Combine(folder, "topics/topics.cacm.txt")))
            .Where(topic => relevant.Contains(topic.Groups[1].Value))
            .Select(topic => new JudgedQuestion(topic.Groups[2].Value, relevant[topic.Groups[1].Value].Distinct().ToDictionary(place => place, _ => 1.0)));
        return new("CACM", [.. documents.Select(d => d.Text)], [.. questions]);
    }

    private static List<(string Name, string Text)> Documents(string archive)
    {
        var documents = new List<(string Name, string Text)>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".html", StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(entry.DataStream, Encoding.Latin1);
            documents.Add((Path.GetFileNameWithoutExtension(entry.Name), Tag().Replace(reader.ReadToEnd(), " ")));
        }

        return [.. documents.OrderBy(document => document.Name, StringComparer.Ordinal)];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<DOCNO>\s*(\d+)\s*</DOCNO>(.*?)</DOC>", RegexOptions.Singleline)]
    private static partial Regex Topic();
}
