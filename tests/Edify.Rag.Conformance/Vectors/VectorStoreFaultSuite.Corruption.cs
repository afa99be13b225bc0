using Edify.Rag.Tests.Shared;

namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreFaultSuite
{
    private static readonly long[] CorruptedAt = [0, 3, 5, 9, 30, 200, 1_500];

    /// <summary>Under TLS a changed byte is noticed, wherever it is: no answer is wrong, and nothing else is written than was sent.</summary>
    [Fact]
    public async Task Under_tls_nothing_changed_on_the_way_is_believed()
    {
        await using var front = new TlsFront(Server.Host, Server.Port);
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", front.Port);
        if (await ConnectByTlsAsync(new("127.0.0.1", proxy.Port), front.Authority) is not { } store)
        {
            Assert.Skip("The store is not connected by TLS.");
            return;
        }

        _connected.Add(store);
        await RecoverAsync(store, "by TLS");
        foreach (var (round, afterBytes) in CorruptedAt.Index())
        {
            foreach (var fault in new Fault[] { new Fault.Corrupt(afterBytes, 2), new Fault.Sent(new Fault.Corrupt(afterBytes, 2)) })
            {
                var writes = await FaultTrialWrites.PrepareAsync(_undisturbed, _collection, _records, (2 * round) + (fault is Fault.Sent ? 1 : 0));
                await RecoverAsync(store, $"before {fault}");
                proxy.Strike(fault);
                var reading = ReadAllAsync(store, $"{fault}");
                var written = await WriteAllAsync(store, writes.First, $"{fault}");
                await reading;
                proxy.Down();
                proxy.Up();

                await RecoverAsync(store, $"after {fault}");
                await writes.CheckAsync(written, WritesBatchesWhole, $"{fault}");
                await RepeatAsync(store, writes, $"{fault}");
            }
        }
    }

    /// <summary>
    /// Without TLS nobody can tell that a letter of a text was changed. What is no answer at all is an error of the store, though;
    /// nothing hangs, and the connection is not used again.
    /// </summary>
    [Fact]
    public async Task Without_tls_what_is_no_answer_is_an_error_of_the_store()
    {
        var store = await ConnectThroughProxyAsync();

        foreach (var afterBytes in CorruptedAt)
        {
            var fault = $"after {afterBytes} bytes one is changed";
            _proxy!.Strike(new Fault.Corrupt(afterBytes));
            await Task.WhenAll(_records.Readings(store.Capabilities).Select(reading => TryAsync(fault, reading.Name, () => AnyAnswerAsync(store, reading.Call), mayBeLasting: true)));
            End();
            await RecoverAsync(store, fault);
        }
    }

    // What it answers is not looked at.
    private static async Task AnyAnswerAsync(IVectorStore store, Func<IVectorStore, CancellationToken, Task> call)
    {
        try
        {
            await call(store, CancellationToken.None);
        }
        catch (Xunit.Sdk.XunitException)
        {
            // Other than it was sent, as was to be expected.
        }
    }
}
