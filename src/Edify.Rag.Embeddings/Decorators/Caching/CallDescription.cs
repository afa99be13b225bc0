using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Writes down what the vectors of a call depend on besides the text.</summary>
internal static class CallDescription
{
    // To be raised when keys are made otherwise.
    private const string Format = "edify-embeddings/1";

    /// <summary>Embedder and options in a text that no others have; <see langword="null"/> when options can't be told apart, or the caller wants no cache.</summary>
    /// <remarks>
    /// Purpose, model, dimensions and any other property are a part of it if they are texts, numbers or truth values. What holds
    /// anything else, or makes requests of its own, nobody but the embedder understands: such a call is not cached.
    /// </remarks>
    /// <param name="identity">Identity of the embedder.</param>
    /// <param name="options">Options of the call.</param>
    public static string? Of(string identity, EmbeddingGenerationOptions? options)
    {
        var description = new StringBuilder();
        Append(description, Format);
        Append(description, identity);
        if (options is null) return description.ToString();
        if (options.GetType() != typeof(EmbeddingGenerationOptions) || options.RawRepresentationFactory is not null) return null;
        if (options.AdditionalProperties?.ContainsKey(EmbeddingCacheBypass.Key) == true) return null;

        if (options.ModelId is { } model) AppendPair(description, "model", model);
        if (options.Dimensions is { } dimensions) AppendPair(description, "dimensions", dimensions.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in (options.AdditionalProperties ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (ValueOf(value) is not { } written) return null;
            AppendPair(description, "+" + name, written);
        }

        return description.ToString();
    }

    // The type's name is written too: an embedder may take 1 and "1" for different things.
    private static string? ValueOf(object? value) => value switch
    {
        null => "null",
        string text => "text " + text,
        bool flag => flag ? "true" : "false",
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
        _ => null,
    };

    private static void AppendPair(StringBuilder description, string name, string value)
    {
        Append(description, name);
        Append(description, value);
    }

    // With its length, so that no two rows of parts give one text.
    private static void Append(StringBuilder description, string part) =>
        description.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part);
}
