using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class GatewayTelemetryTests
{
    [Fact]
    public async Task Each_call_of_a_model_is_a_span_by_the_conventions()
    {
        var id = $"model-{Guid.NewGuid():N}";
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GenerationTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName == $"chat {id}") spans.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var gateway = new TestGateway(new ScriptedModel(Fails(new IOException("reset")), Says("Fifty.")) { Id = id });

        await gateway.AskAsync();

        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], spans.Select(span => span.Status));
        Assert.Equal("System.IO.IOException", spans.First().GetTagItem("error.type"));
        var last = spans.Last();
        Assert.Equal(("chat", "scripted", id), (last.GetTagItem("gen_ai.operation.name"), last.GetTagItem("gen_ai.provider.name"), last.GetTagItem("gen_ai.request.model")));
        Assert.Equal((100L, 10L), (last.GetTagItem("gen_ai.usage.input_tokens"), last.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Equal(true, last.GetTagItem("gen_ai.request.stream"));
        Assert.Equal(["stop"], (string[])last.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => tag.Value is string text && text.Contains("late fee", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_costs_and_the_breaker_are_measured()
    {
        var id = $"model-{Guid.NewGuid():N}";
        var measured = new ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == GenerationTelemetry.Name) me.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.Start();
        using var gateway = new TestGateway(new ScriptedModel(Says("Fifty.")) { Id = id });
        gateway.Options.Prices.Add(new() { Model = id, Input = 10_000, Output = 10_000 });

        await gateway.HearAsync();

        var mine = measured.Where(m => m.Tags.Any(tag => Equals(tag.Value, id))).ToLookup(m => m.Name, m => m.Value);
        Assert.Equal([100, 10], mine["gen_ai.client.token.usage"]);
        Assert.Single(mine["gen_ai.client.operation.duration"]);
        Assert.Single(mine["gen_ai.client.operation.time_to_first_chunk"]);
        Assert.Contains(measured, m => m.Name == "edify.rag.models.cost" && m.Value == 1.1);
        Assert.Contains(measured, m => m.Name == "edify.rag.models.breaker" && m.Value == 0);
    }
}
