using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Tests.Tasks;

/// <summary>A kind of task that does what a test says.</summary>
internal sealed class TestHandler(Func<IRagTaskContext, CancellationToken, Task<string>> run) : IRagTaskHandler
{
    public const string Name = "test";

    private int _begun;

    public string Kind => Name;

    /// <summary>How often a task was begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>The tasks that came to their end.</summary>
    public ConcurrentQueue<Guid> Ended { get; } = new();

    /// <summary>A handler that waits until it is let go.</summary>
    public static TestHandler Waiting(Task go) => new(async (_, token) =>
    {
        await go.WaitAsync(token);
        return "\"done\"";
    });

    public static RagTaskRequest Request(string input = "{}") => new(Name, input);

    public ValueTask<string> CheckAsync(RagUser user, string input, CancellationToken cancellationToken = default) => new("A test\nof two lines");

    public async Task<string> RunAsync(IRagTaskContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _begun);
        var result = await run(context, cancellationToken);
        Ended.Enqueue(context.Id);
        return result;
    }
}
