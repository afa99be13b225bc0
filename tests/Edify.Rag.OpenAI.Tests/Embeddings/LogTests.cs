using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

/// <summary>What operators are told.</summary>
public sealed class LogTests
{
    private const string Text = "the pupil's name is Asha";

    private readonly ListLogger _logger = new();

    [Fact]
    public async Task A_repetition_is_told_and_neither_text_nor_key_nor_what_the_server_wrote()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Number == 1 ? ApiAnswer.Error(500, message: $"{Text} {TestEmbedder.Key}") : null };
        using var embedder = api.Open(o => o.MaxRetries = 1, new ImpatientTime(), logger: _logger);

        await embedder.VectorAsync(Text);

        var line = Assert.Single(_logger.Lines);
        Assert.StartsWith($"Debug: The model server at {api.Endpoint} failed for a reason that may pass; try 2 follows in 00:00:0", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", line, StringComparison.Ordinal);
        Assert.DoesNotContain(TestEmbedder.Key, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_texts_are_cut_is_told_once()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Any(text => text.Length > 100) ? ApiAnswer.Error(413) : null };
        using var embedder = api.Open(logger: _logger);

        await embedder.VectorAsync("short");
        Assert.Empty(_logger.Lines);
        await embedder.VectorAsync(new string('x', 120));
        await embedder.VectorAsync(new string('y', 120));

        Assert.Equal(
            "Warning: A text had more tokens than the model 'word-vectors' takes, and its end was left out; further ones are not reported. Smaller chunks avoid it.",
            Assert.Single(_logger.Lines));
    }

    [Fact]
    public async Task That_requests_were_made_smaller_is_told()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Count > 5 ? ApiAnswer.Error(422) : null };
        using var embedder = api.Open(logger: _logger);

        await embedder.GenerateAsync([.. Enumerable.Range(0, 10).Select(i => $"text {i}")]);

        Assert.Equal($"Information: The model server at {api.Endpoint} has taken no more than 5 texts a request; from now on none has more.", Assert.Single(_logger.Lines));
    }
}
