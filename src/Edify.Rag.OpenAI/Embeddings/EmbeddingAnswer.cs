using System.Text.Json;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>The vectors of a request, in the order of its texts.</summary>
/// <remarks>Read here and not by the SDK's own type, which takes vectors as base64 only.</remarks>
internal sealed class EmbeddingAnswer
{
    private readonly float[]?[] _vectors;

    private EmbeddingAnswer(int texts) => _vectors = new float[texts][];

    public float[] this[int text] => _vectors[text]!;

    /// <summary>Tokens of the texts; <see langword="null"/> when the server does not tell.</summary>
    public long? InputTokens { get; private set; }

    /// <summary>Tokens that are counted; <see langword="null"/> when the server does not tell.</summary>
    public long? TotalTokens { get; private set; }

    /// <summary>Length of the vectors.</summary>
    public int Dimension => this[0].Length;

    /// <exception cref="FormatException">It is no such answer; the message tells why, as a part of a sentence.</exception>
    public static EmbeddingAnswer Read(ReadOnlySpan<byte> body, int texts)
    {
        var answer = new EmbeddingAnswer(texts);
        try
        {
            var json = new Utf8JsonReader(body);
            answer.ReadBody(ref json, texts);
        }
        catch (JsonException)
        {
            throw new FormatException("its answer is no JSON, or breaks off");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("its answer has other members than one with vectors has");
        }

        return answer;
    }

    private void ReadBody(ref Utf8JsonReader json, int texts)
    {
        var read = 0;
        var hasData = false;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) throw new FormatException("its answer is no object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("data"u8))
            {
                hasData = true;
                read += ReadVectors(ref json, texts);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                ReadUsage(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        if (!hasData) throw new FormatException("its answer has no vectors");
        if (read != texts) throw new FormatException($"it gives {read} vectors for {texts} texts");
        if (Array.IndexOf(_vectors, null) is var missing and >= 0) throw new FormatException($"it gives no vector for the text at index {missing}");
        if (Array.Find(_vectors, v => v!.Length != Dimension) is { } other) throw new FormatException($"it gives vectors of {Dimension} and of {other.Length} dimensions at a time");
    }

    private int ReadVectors(ref Utf8JsonReader json, int texts)
    {
        var read = 0;
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray) throw new FormatException("its answer has no list of vectors");
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var (index, vector) = ReadItem(ref json);
            read++;
            if (index is not { } place || place < 0) throw new FormatException("it does not tell which text a vector belongs to");
            if (place >= texts) continue;
            if (_vectors[place] is not null) throw new FormatException($"it gives two vectors for one text, at index {place}");
            _vectors[place] = vector ?? throw new FormatException("it gives a text without a vector");
        }

        return read;
    }

    private static (int? Index, float[]? Vector) ReadItem(ref Utf8JsonReader json)
    {
        int? index = null;
        float[]? vector = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("index"u8))
            {
                json.Read();
                index = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var place) ? place : null;
            }
            else if (json.ValueTextEquals("embedding"u8))
            {
                json.Read();
                vector = VectorReader.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return (index, vector);
    }

    private void ReadUsage(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isInput, isTotal) = (json.ValueTextEquals("prompt_tokens"u8), json.ValueTextEquals("total_tokens"u8));
            json.Read();
            long? count = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) ? number : null;
            if (isInput) InputTokens = count;
            if (isTotal) TotalTokens = count;
            json.Skip();
        }
    }
}
