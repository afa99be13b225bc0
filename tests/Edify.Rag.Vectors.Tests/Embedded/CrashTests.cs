using System.Globalization;
using Edify.Rag.Vectors.CrashWriter;
using Edify.Rag.Vectors.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

/// <summary>Real processes over one directory.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 50;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_writer_killed_at_any_moment_loses_nothing_acknowledged_and_leaves_no_half_batch()
    {
        var random = new Random(1);
        var writes = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            writes = await KillAfter(random.Next(40), writes);
        }

        Assert.True(writes > Kills);
    }

    [Fact]
    public async Task A_second_process_may_not_write_but_reads_each_acknowledged_write_at_once()
    {
        using var writer = WriterProcess.Start(_directory.Path, 0, stepwise: true);
        Assert.Equal("ready", writer.ReadLine());
        using var store = Store();

        for (var writes = 1; writes <= 60; writes++)
        {
            writer.Step();
            Assert.Equal(CrashScript.Expected(writes), await Lines(store));
        }

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => CrashScript.WriteAsync(store, 1000));
        Assert.True(error.IsTransient);
        Assert.Contains($"process {writer.Id}", error.Message, StringComparison.Ordinal);
        Assert.Contains(_directory[CrashScript.Collection], error.Message, StringComparison.Ordinal);

        writer.Kill();
        await CrashScript.WriteAsync(store, 60);
        Assert.Equal(CrashScript.Expected(61), await Lines(store));
    }

    /// <summary>Runs a writer until so many writes are acknowledged, kills it, and finds out how many were made.</summary>
    private async Task<int> KillAfter(int acknowledgements, int writes)
    {
        using var writer = WriterProcess.Start(_directory.Path, writes);
        var acknowledged = writes;
        for (var i = 0; i <= acknowledgements && writer.ReadLine() is { } line; i++)
        {
            if (line != "ready") acknowledged = int.Parse(line, CultureInfo.InvariantCulture) + 1;
        }

        writer.Kill();

        // What it had said before it died counts as well.
        while (writer.ReadLine() is { } line)
        {
            if (line != "ready") acknowledged = int.Parse(line, CultureInfo.InvariantCulture) + 1;
        }

        using var store = Store();
        var found = await Lines(store);
        if (found.SetEquals(CrashScript.Expected(acknowledged))) return acknowledged;

        // A write may have been completed and not yet acknowledged; never a part of one, and never two.
        Assert.Equal(CrashScript.Expected(acknowledged + 1), found);
        return acknowledged + 1;
    }

    private EmbeddedVectorStore Store() => new(new() { Directory = _directory.Path }, NullLogger.Instance);

    private static async Task<SortedSet<string>> Lines(EmbeddedVectorStore store)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var record in store.ScanAsync(CrashScript.Collection, AccessScope.ForSystem("t", "tests"))) lines.Add(CrashScript.Line(record));
        return lines;
    }
}
