using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Tests.Decorators.Support;

/// <summary>Keeps what is logged, from a level on.</summary>
internal sealed class RecordingLoggers(LogLevel from = LogLevel.Debug) : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _entries = new();

    public IReadOnlyList<(LogLevel Level, string Message)> Entries => [.. _entries];

    public string Text => string.Join('\n', _entries.Select(e => e.Message));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) _entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".Trim()));
    }

    public void Dispose() { }
}
