using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Storage.Tests.Ranged;

public sealed class RangedModelTests
{
    private sealed record Step(int Kind, long Position, int Count, bool IsBlocking);

    private sealed record Reading(int Size, int ReadAhead, int SpareBlocks, int FaultEvery, Step[] Steps);

    [Fact]
    public void Any_sequence_of_seeks_and_reads_gives_what_an_array_gives()
    {
        Prop.ForAll(Readings(), reading =>
        {
            Task.Run(() => CheckAsync(reading)).EndsAsync("a sequence of seeks and reads").GetAwaiter().GetResult();
            return true;
        }).Check(Law.On(100));
    }

    private static Arbitrary<Reading> Readings()
    {
        var steps =
            from kind in Gen.Choose(0, 5)
            from position in Gen.Choose(0, 260_000)
            from count in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(1, 40_000))
            from isBlocking in Gen.Elements(false, false, true)
            select new Step(kind, position, count, isBlocking);
        return (
            from size in Gen.OneOf(Gen.Choose(0, 9000), Gen.Choose(0, 250_000))
            from readAhead in Gen.Choose(0, 4)
            from spare in Gen.Choose(2, 5)
            from faultEvery in Gen.Elements(0, 0, 5000, 30_000)
            from list in steps.ArrayOf()
            select new Reading(size, readAhead, spare, faultEvery, list)).ToArbitrary();
    }

    private static async Task CheckAsync(Reading reading)
    {
        var blob = await RangedBlob.OfAsync(reading.Size);
        blob.Options.ReadAheadBlocks = reading.ReadAhead;
        blob.Options.CacheBytes = (reading.ReadAhead + reading.SpareBlocks) * (long)RangedBlob.BlockBytes;
        if (reading.FaultEvery > 0) blob.Source.FaultOf = _ => BodyFault.Reset(reading.FaultEvery);
        using var model = new MemoryStream(blob.Content);
        await using (var stream = await blob.OpenAsync())
        {
            foreach (var step in reading.Steps)
            {
                Move(stream, step, reading.Size);
                Move(model, step, reading.Size);
                Assert.Equal(model.Position, stream.Position);
                var (expected, actual) = (new byte[step.Count], new byte[step.Count]);
                var length = model.ReadAtLeast(expected, step.Count, throwOnEndOfStream: false);
                var read = step.IsBlocking
                    ? stream.ReadAtLeast(actual, step.Count, throwOnEndOfStream: false)
                    : await stream.ReadAtLeastAsync(actual, step.Count, throwOnEndOfStream: false);
                Assert.Equal(length, read);
                Assert.True(expected.AsSpan().SequenceEqual(actual));
            }
        }

        Assert.InRange(blob.Pool.Most, 0, reading.ReadAhead + reading.SpareBlocks);
        Assert.Equal((0, 0), (blob.Pool.Live, blob.Source.Open));
    }

    // Most steps go on where the last one ended.
    private static void Move(Stream stream, Step step, int size)
    {
        if (step.Kind == 0) stream.Position = step.Position;
        else if (step.Kind == 1) stream.Seek(-Math.Min(step.Position, size), SeekOrigin.End);
        else if (step.Kind == 2) stream.Seek(Math.Max(-stream.Position, -3000), SeekOrigin.Current);
    }
}
