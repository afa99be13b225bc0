using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Tests.Decorators.Support;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Tests.Decorators;

public sealed class LoggingTests : IDisposable
{
    private readonly ScriptedEmbedder _inner = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task A_call_is_logged_as_it_begins_and_ends_without_its_texts()
    {
        var loggers = new RecordingLoggers();
        using var embedder = _inner.WithLogging(loggers);

        await embedder.GenerateAsync(["Asha", "grades"], EmbeddingPurposes.ForQuery());

        Assert.Equal([LogLevel.Debug, LogLevel.Debug], loggers.Entries.Select(e => e.Level));
        Assert.Contains("2 texts as Query by scripted-1", loggers.Entries[0].Message, StringComparison.Ordinal);
        Assert.Contains("10 tokens", loggers.Entries[1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", loggers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_logged_at_trace_only()
    {
        var loggers = new RecordingLoggers(LogLevel.Trace);
        using var embedder = _inner.WithLogging(loggers);

        await embedder.GenerateAsync(["Asha", "grades"]);

        Assert.Equal(["Text 0 of 2: Asha", "Text 1 of 2: grades"], loggers.Entries.Where(e => e.Level == LogLevel.Trace).Select(e => e.Message));
    }

    [Fact]
    public async Task A_failure_is_logged_by_its_kind_and_never_by_its_message()
    {
        var loggers = new RecordingLoggers(LogLevel.Information);
        using var embedder = _inner.WithLogging(loggers);
        _inner.BeforeAnswer = _ => throw new InvalidOperationException("Can't embed 'Asha'.");

        await Assert.ThrowsAsync<InvalidOperationException>(() => embedder.GenerateAsync(["Asha"]));

        var (level, message) = Assert.Single(loggers.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("System.InvalidOperationException", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_is_no_error()
    {
        var loggers = new RecordingLoggers();
        using var embedder = _inner.WithLogging(loggers);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["a"], cancellationToken: new(canceled: true)));

        Assert.All(loggers.Entries, e => Assert.Equal(LogLevel.Debug, e.Level));
        Assert.Contains("cancelled", loggers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_the_texts_go_by_as_they_are()
    {
        using var embedder = _inner.WithLogging(new RecordingLoggers(LogLevel.None));
        Assert.Equal(2, (await embedder.GenerateAsync(["a", "b"])).Count);
    }
}
