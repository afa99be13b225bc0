using Edify.Rag.Embeddings.Onnx;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class SequenceQueueTests
{
    [Fact]
    public void Every_text_is_in_one_batch_within_the_limits() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 300).ListOf().ToArbitrary(),
        Gen.Choose(1, 4).ToArbitrary(),
        (lengths, workers) =>
        {
            var limits = new BatchLimits(512);
            var queue = new SequenceQueue(limits, workers);
            var job = Job(isUrgent: false, [.. lengths]);
            queue.Add(job);
            var seen = new List<int>();
            var batch = new List<PendingSequence>();
            while (seen.Count < lengths.Count)
            {
                Assert.True(queue.Take(batch));
                Assert.True(batch.Count == 1 || batch.Count * batch[0].Length <= limits.Tokens);
                Assert.All(batch, s => Assert.InRange(s.Length, limits.ShortestBeside(batch[0].Length), batch[0].Length));
                seen.AddRange(batch.Select(s => s.Index));
            }

            Assert.Equal(Enumerable.Range(0, lengths.Count), seen.Order());
        }));

    [Fact]
    public void Questions_go_before_what_waits()
    {
        var queue = new SequenceQueue(new(1024), workers: 1);
        var (passages, question) = (Job(isUrgent: false, 50, 50, 50), Job(isUrgent: true, 16));
        queue.Add(passages);
        queue.Add(question);

        Assert.All(Take(queue), s => Assert.Same(question, s.Job));
        Assert.All(Take(queue), s => Assert.Same(passages, s.Job));
    }

    [Fact]
    public void Texts_of_several_callers_share_a_batch()
    {
        var queue = new SequenceQueue(new(1024), workers: 1);
        queue.Add(Job(isUrgent: false, 50));
        queue.Add(Job(isUrgent: false, 50));

        Assert.Equal(2, Take(queue).Count);
    }

    [Fact]
    public void Who_waits_longest_comes_first_whatever_else_arrives()
    {
        var queue = new SequenceQueue(new(100), workers: 1);
        var first = Job(isUrgent: false, 5);
        queue.Add(first);
        for (var i = 0; i < 50; i++) queue.Add(Job(isUrgent: false, 90));

        Assert.Contains(Take(queue), s => s.Job == first);
    }

    [Fact]
    public void The_last_texts_are_shared_out_among_the_workers()
    {
        var queue = new SequenceQueue(new(1024), workers: 2);
        queue.Add(Job(isUrgent: false, 100, 100, 100, 100));

        Assert.Equal(2, Take(queue).Count);
    }

    [Fact]
    public async Task Texts_that_nobody_waits_for_are_dropped()
    {
        var queue = new SequenceQueue(new(1024), workers: 1);
        using var stop = new CancellationTokenSource();
        var (cancelled, wanted) = (Job(isUrgent: false, stop.Token, 50, 40), Job(isUrgent: false, 30));
        queue.Add(cancelled.Job);
        queue.Add(wanted);
        await stop.CancelAsync();

        Assert.All(Take(queue), s => Assert.Same(wanted, s.Job));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Done);
        // Its memory is given back with its last text.
        Assert.Equal(0, cancelled.Job.Tokens.Count);
    }

    [Fact]
    public async Task What_waits_when_the_queue_closes_fails()
    {
        var queue = new SequenceQueue(new(1024), workers: 1);
        var waiting = Job(isUrgent: false, CancellationToken.None, 50);
        queue.Add(waiting.Job);

        queue.Close();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Done);
        Assert.False(queue.Take([]));
        Assert.Throws<ObjectDisposedException>(() => queue.Add(Job(isUrgent: false, 10)));
    }

    private static List<PendingSequence> Take(SequenceQueue queue)
    {
        var batch = new List<PendingSequence>();
        Assert.True(queue.Take(batch));
        return batch;
    }

    private static EncodingJob Job(bool isUrgent, params int[] lengths) => Job(isUrgent, CancellationToken.None, lengths).Job;

    private static (EncodingJob Job, Task Done) Job(bool isUrgent, CancellationToken cancellationToken, params int[] lengths)
    {
        var job = new EncodingJob((_, _) => { }, isUrgent);
        foreach (var length in lengths) job.Add(job.Tokens.Add(new int[length], new byte[length]), length);
        return (job, job.Begin(cancellationToken));
    }
}
