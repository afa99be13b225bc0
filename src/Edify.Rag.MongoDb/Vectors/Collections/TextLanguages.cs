namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>The languages that text indexes cut texts into words by, and what Atlas Search calls them.</summary>
internal static class TextLanguages
{
    private const string None = "none";

    public static IReadOnlyList<string> All { get; } =
    [
        "danish", "dutch", "english", "finnish", "french", "german", "hungarian", "italian", "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish",
        "turkish", None,
    ];

    /// <summary>The analyzer of Lucene for a language.</summary>
    public static string AnalyzerOf(string language) => language == None ? "lucene.standard" : $"lucene.{language}";
}
