using System.Text.Json;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Finds and reads the files of a tokenizer.</summary>
internal static class TokenizerLoader
{
    private const string JsonName = "tokenizer.json";
    private const string VocabularyName = "vocab.txt";

    public static TokenizerParts Load(string path)
    {
        var file = Directory.Exists(path) ? FileIn(path) : path;
        if (!File.Exists(file)) throw new RagConfigurationException($"There is no tokenizer at '{path}': it is neither a folder nor a file.");
        try
        {
            var settings = TokenizerSettings.Read(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                ? TokenizerJsonReader.Read(file, settings)
                : VocabularyFileReader.Read(file, settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagConfigurationException($"The tokenizer '{file}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a file of JSON, whose root must be an object.</summary>
    public static JsonDocument Parse(string file, byte[] bytes)
    {
        try
        {
            var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = false, MaxDepth = 64 });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw new RagConfigurationException($"The file '{file}' is damaged: it holds no JSON object.");
        }
        catch (JsonException e)
        {
            throw new RagConfigurationException($"The file '{file}' is damaged: {e.Message}", e);
        }
    }

    private static string FileIn(string folder)
    {
        foreach (var name in (ReadOnlySpan<string>)[JsonName, VocabularyName])
            if (Path.Combine(folder, name) is var file && File.Exists(file)) return file;
        throw new RagConfigurationException($"The folder '{folder}' holds no tokenizer: it has neither a {JsonName} nor a {VocabularyName}.");
    }
}
