using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Vectors.Telemetry;

/// <summary>Makes a store's calls, and records them while anybody listens.</summary>
internal sealed class StoreObserver(VectorStoreMetadata store, TimeProvider time)
{
    /// <summary>Makes a call. What it needs comes as a state, so that an unobserved call allocates nothing.</summary>
    public Task<TResult> RunAsync<TState, TResult>(
        string operation, string collection, TState state, Func<TState, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken) =>
        StoreInstruments.AreObserved ? ObservedAsync(operation, collection, state, call, cancellationToken) : call(state, cancellationToken);

    /// <summary>Makes a call that returns nothing.</summary>
    public Task RunAsync<TState>(
        string operation, string collection, TState state, Func<TState, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        if (!StoreInstruments.AreObserved) return call(state, cancellationToken);
        return ObservedAsync(
            operation,
            collection,
            (state, call),
            static async (s, token) =>
            {
                await s.call(s.state, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Walks rows; time counts while the store is asked for the next one, not while the taker works on the last.</summary>
    public async IAsyncEnumerable<TRow> WalkAsync<TRow>(
        string operation, string collection, IAsyncEnumerable<TRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = StoreCall.Begin(store, time, operation, collection);
        var walk = rows.GetAsyncEnumerator(cancellationToken);
        var (count, hasEnded) = (0L, false);
        try
        {
            while (true)
            {
                call.Resume();
                try
                {
                    // Each step starts from its caller's context, so the span is made current again for what the store does below it.
                    if (call.Activity is { } span) Activity.Current = span;
                    hasEnded = !await walk.MoveNextAsync().ConfigureAwait(false);
                    call.Pause();
                }
                catch (Exception e)
                {
                    hasEnded = true;
                    End(call, e, cancellationToken);
                    throw;
                }

                if (hasEnded) break;
                count++;
                yield return walk.Current;
            }

            call.Succeeded(count);
        }
        finally
        {
            // Whoever leaves early got what was asked for.
            if (!hasEnded) call.Succeeded(count);
            await walk.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<TResult> ObservedAsync<TState, TResult>(
        string operation, string collection, TState state, Func<TState, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var call = StoreCall.Begin(store, time, operation, collection);
        call.Resume();
        try
        {
            var result = await work(state, cancellationToken).ConfigureAwait(false);
            call.Pause();
            call.Succeeded();
            return result;
        }
        catch (Exception e)
        {
            End(call, e, cancellationToken);
            throw;
        }
    }

    private static void End(StoreCall call, Exception error, CancellationToken cancellationToken)
    {
        call.Pause();
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested) call.Abandoned();
        else call.Failed(error);
    }
}
