using System.Text.Json;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>A JSON file of a model's folder. What is not there reads as nothing.</summary>
internal sealed class ModelJson
{
    private readonly JsonElement _root;
    private readonly string _file;

    private ModelJson(JsonElement root, string file) => (_root, _file) = (root, file);

    /// <summary>Reads a file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="RagConfigurationException">It is damaged.</exception>
    public static ModelJson? TryRead(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new(document.RootElement.Clone(), file);
        }
        catch (JsonException e)
        {
            throw new RagConfigurationException($"'{file}' is damaged: it is no JSON. Copy or export the model again.", e);
        }
    }

    public int? Integer(params ReadOnlySpan<string> names) => Find(names) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public string? Text(params ReadOnlySpan<string> names) => Find(names) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool? Flag(string name) => Find([name])?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The first text of a list; <see langword="null"/> where there is none.</summary>
    public string? FirstText(string name) => Find([name]) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.String
        ? list[0].GetString()
        : null;

    /// <summary>Number of members of an object; 0 where it is none.</summary>
    public int Members(string name) => Find([name]) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject().Count() : 0;

    /// <summary>An object within the file.</summary>
    public ModelJson? Section(string name) => Find([name]) is { ValueKind: JsonValueKind.Object } value ? new(value, _file) : null;

    /// <summary>The objects of a file that is an array.</summary>
    /// <exception cref="RagConfigurationException">It is none.</exception>
    public IEnumerable<ModelJson> Items() => _root.ValueKind == JsonValueKind.Array
        ? _root.EnumerateArray().Select(item => new ModelJson(item, _file))
        : throw new RagConfigurationException($"'{_file}' is damaged: it is not a list. Copy or export the model again.");

    /// <summary>A setting that the file must have.</summary>
    /// <exception cref="RagConfigurationException">It has not.</exception>
    public int RequireInteger(string name) => Integer(name) ?? throw new RagConfigurationException($"'{_file}' does not tell {name}. Copy or export the model again.");

    private JsonElement? Find(ReadOnlySpan<string> names)
    {
        if (_root.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (_root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        return null;
    }
}
