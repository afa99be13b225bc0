namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What models were trained to read before a question and before a passage.</summary>
internal static class KnownPrefixes
{
    private static readonly string[] QueryNames = ["query", "search_query"];
    private static readonly string[] PassageNames = ["passage", "document", "corpus", "search_document"];

    // By the names that they were published under, and as their pages say.
    private static readonly (string Prefix, string Query, string Passage)[] Families =
    [
        ("e5-", "query: ", "passage: "),
        ("multilingual-e5-", "query: ", "passage: "),
        ("bge-small-en", "Represent this sentence for searching relevant passages: ", string.Empty),
        ("bge-base-en", "Represent this sentence for searching relevant passages: ", string.Empty),
        ("bge-large-en", "Represent this sentence for searching relevant passages: ", string.Empty),
        ("bge-small-zh", "为这个句子生成表示以用于检索相关文章：", string.Empty),
        ("bge-base-zh", "为这个句子生成表示以用于检索相关文章：", string.Empty),
        ("bge-large-zh", "为这个句子生成表示以用于检索相关文章：", string.Empty),
    ];

    /// <summary>By what the model's folder says, else by its name; none for models that want none or are not known.</summary>
    public static (string Query, string Passage) Of(string folder, ModelConfig config)
    {
        if (ModelJson.TryRead(Path.Combine(folder, "config_sentence_transformers.json"))?.Section("prompts") is { } prompts && First(prompts, QueryNames) is { } query)
            return (query, First(prompts, PassageNames) ?? string.Empty);

        var names = new[] { config.Name, folder }.Select(name => name.TrimEnd('/', '\\').Split('/', '\\')[^1]);
        foreach (var name in names)
        {
            // What is tuned to follow an instruction wants one for each task.
            if (name.Contains("instruct", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var (prefix, ofQuery, ofPassage) in Families)
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return (ofQuery, ofPassage);
        }

        return (string.Empty, string.Empty);
    }

    private static string? First(ModelJson prompts, string[] names) => names.Select(name => prompts.Text(name)).FirstOrDefault(text => text is not null);
}
