using System.Text.Json;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>A part of a <c>tokenizer.json</c>, read so that whatever is wrong with it is said in one sentence.</summary>
internal readonly record struct JsonPart(JsonElement Element, string Name, string File)
{
    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    /// <summary>A member, which may be absent.</summary>
    public JsonPart this[string member] =>
        new(IsObject && Element.TryGetProperty(member, out var value) ? value : default, $"{Name}.{member}".TrimStart('.'), File);

    public string Type => this["type"].Text();

    public RagConfigurationException Fault(string problem, Exception? cause = null) =>
        new($"The tokenizer '{File}' cannot be used: {(Name.Length > 0 ? $"'{Name}'" : "it")} {problem}.", cause);

    public RagConfigurationException Unknown(string kind) => Fault($"is a {kind} of the type '{Type}', which is not known");

    public string Text()
    {
        if (Element.ValueKind != JsonValueKind.String) throw Fault(IsNull ? "is missing" : "is not a string");
        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Fault("holds half of a surrogate pair", e);
        }
    }

    public string Text(string otherwise) => IsNull ? otherwise : Text();

    public bool Flag(bool otherwise) => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => IsNull ? otherwise : throw Fault("is neither true nor false"),
    };

    public int Number() => OptionalNumber() ?? throw Fault("is missing");

    public int? OptionalNumber() => IsNull ? null
        : Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 0 ? value
        : throw Fault("is not a whole number of 0 or more");

    public double Real() => Element.ValueKind == JsonValueKind.Number && ReferenceNumber.Parse(Element.GetRawText()) is var value && double.IsFinite(value)
        ? value
        : throw Fault("is not a number");

    public char Character() => Text() is [var one] ? one : throw Fault("is not one character");

    public IEnumerable<JsonPart> Items()
    {
        if (!IsArray) throw Fault(IsNull ? "is missing" : "is not a list");
        var (name, file) = (Name, File);
        return Element.EnumerateArray().Select((item, i) => new JsonPart(item, $"{name}[{i}]", file));
    }

    public IEnumerable<(string Key, JsonPart Value)> Members()
    {
        if (!IsObject) throw Fault(IsNull ? "is missing" : "is not an object");
        var (name, file) = (Name, File);
        return Element.EnumerateObject().Select(m => (m.Name, new JsonPart(m.Value, name, file)));
    }
}
