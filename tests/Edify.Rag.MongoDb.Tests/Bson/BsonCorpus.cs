using System.Text.Json.Nodes;

namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>The corpus that drivers are held to: for each type what is valid, in two forms, and what is not.</summary>
internal static class BsonCorpus
{
    public static IReadOnlyList<JsonObject> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(ConformanceData.Folder("bson-corpus"), "src/tests/spec/json", folder), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject()),
    ];

    /// <summary>All cases of a kind, such as "valid", that carry a form.</summary>
    public static IReadOnlyList<CorpusCase> Cases(string kind, string form) =>
    [
        .. from file in Files("bson-corpus")
           from node in file[kind]?.AsArray() ?? []
           let test = node!.AsObject()
           where test.ContainsKey(form)
           select new CorpusCase($"{file["description"]}: {test["description"]}", test, Convert.FromHexString((string)test[form]!)),
    ];
}

/// <summary>A case of the corpus.</summary>
internal sealed record CorpusCase(string Name, JsonObject Json, byte[] Bytes);
