using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Edify.Rag.Cli.Output;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Cli.Embedding;

/// <summary>Embeds texts and prints their vectors, a line each: numbers, or a JSON object.</summary>
internal sealed class TextEmbedding(IEmbeddingGenerator<string, Embedding<float>> embedder, bool json, bool isQuery)
{
    private const int GroupSize = 512;

    // The texts of a file are embedded in groups, and each object stands on a line of its own.
    private static readonly ResultJson Json = new(new(ResultJson.Default.Options) { WriteIndented = false });

    public async Task EmbedAsync(string text, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var embeddings = await GenerateAsync([text], cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        Print(text, embeddings[0], elapsed.TotalMilliseconds);
        if (!json) await Console.Error.WriteLineAsync(Summary(1, Tokens(text), elapsed, embeddings[0].Vector.Length));
    }

    public async Task EmbedFileAsync(string file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (count, tokens, dimension) = (0, (int?)0, 0);
        foreach (var texts in Texts(file).Chunk(GroupSize))
        {
            var embeddings = await GenerateAsync(texts, cancellationToken);
            for (var i = 0; i < texts.Length; i++) tokens += Print(texts[i], embeddings[i], milliseconds: null);
            count += texts.Length;
            dimension = embeddings[0].Vector.Length;
        }

        await Console.Error.WriteLineAsync(Summary(count, tokens, Stopwatch.GetElapsedTime(started), dimension));
    }

    private static IEnumerable<string> Texts(string file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length > 0) yield return Text(line) ?? throw new RagInputException($"Line {number} of '{file}' is no JSON string, such as \"a text\".");
        }
    }

    private static string? Text(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Json.String);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(string[] texts, CancellationToken cancellationToken) =>
        embedder.GenerateAsync(texts, isQuery ? EmbeddingPurposes.ForQuery() : null, cancellationToken);

    private int? Print(string text, Embedding<float> embedding, double? milliseconds)
    {
        StandardOutput.ThrowIfClosed();
        var tokens = Tokens(text);
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(new(embedding.Vector.ToArray(), tokens, milliseconds, embedding.ModelId ?? string.Empty), Json.EmbedResult)
            : string.Join(' ', embedding.Vector.ToArray().Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        return tokens;
    }

    // An embedder without a tokenizer of its own does not tell.
    private int? Tokens(string text) => (embedder.GetService(typeof(ITextTokenizer)) as ITextTokenizer)?.CountTokens(text);

    private static string Summary(int texts, int? tokens, TimeSpan elapsed, int dimension) => string.Create(
        CultureInfo.InvariantCulture,
        $"{texts} texts, {(tokens is { } known ? $"{known} tokens, " : string.Empty)}{dimension} dimensions, {elapsed.TotalMilliseconds:0.0} ms ({texts / elapsed.TotalSeconds:0} texts/s)");
}
