using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Disposes what decorators wrap: the container disposes what it hands out, and what lies within it never sees.</summary>
/// <remarks>A decorator may dispose what it wraps as well; disposing twice does no harm.</remarks>
internal sealed class WrappedInstances : IDisposable, IAsyncDisposable
{
    private readonly ConcurrentStack<object> _instances = new();

    public T Keep<T>(T instance) where T : class
    {
        _instances.Push(instance);
        return instance;
    }

    public void Dispose()
    {
        while (_instances.TryPop(out var instance)) (instance as IDisposable)?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        while (_instances.TryPop(out var instance))
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (instance as IDisposable)?.Dispose();
        }
    }
}
