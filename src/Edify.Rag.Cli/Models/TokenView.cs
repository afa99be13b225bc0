using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Models;

/// <summary>Prints the tokens of texts: a row each, or an object for each text.</summary>
internal sealed class TokenView(ModelTokenizer tokenizer, bool json)
{
    private static readonly TokenizedTextJson Json = new(new(TokenizedTextJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly TokenBuffer _buffer = new();

    public void Show(string text)
    {
        tokenizer.Encode(text, _buffer);
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(Describe(), Json.TokenizedText));
        else CommandConsole.Table(["id", "token", "start", "end"], Rows());
    }

    private TokenizedText Describe()
    {
        var ids = _buffer.Ids.ToArray();
        var spans = _buffer.Spans.ToArray();
        return new(ids, [.. ids.Select(tokenizer.TokenOf)], [.. spans.Select(s => new[] { s.Start, s.End })]);
    }

    private IEnumerable<IReadOnlyList<string>> Rows()
    {
        for (var i = 0; i < _buffer.Count; i++)
        {
            var (id, span) = (_buffer.Ids[i], _buffer.Spans[i]);
            yield return [Number(id), Shown(tokenizer.TokenOf(id)), Number(span.Start), Number(span.End)];
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // A token may hold a line feed or a tab, which would break its row.
    private static string Shown(string token) => token.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}

/// <summary>The tokens of a text.</summary>
/// <param name="Ids">Their numbers.</param>
/// <param name="Tokens">Their texts in the vocabulary.</param>
/// <param name="Offsets">Start and end of each in the text, in UTF-16 units.</param>
internal sealed record TokenizedText(int[] Ids, string[] Tokens, int[][] Offsets);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenizedText))]
internal sealed partial class TokenizedTextJson : JsonSerializerContext;
