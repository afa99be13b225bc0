using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class FailoverTests
{
    private static readonly ModelServiceException NoQuota = new("http://models.example", "m", "The account has no quota left.");

    [Fact]
    public async Task The_first_model_answers_and_the_others_are_left_alone()
    {
        var (first, second) = (new ScriptedModel(Says("Fifty ", "rupees.")), new ScriptedModel(Says("Sixty.")));
        using var gateway = new TestGateway(first, second);

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty rupees.", heard.Text);
        Assert.Equal(("first", 1), (heard.Report.Provider, heard.Report.Attempts));
        Assert.Empty(heard.Report.Degraded);
        Assert.Equal((1, 0), (first.Calls, second.Calls));
    }

    public static TheoryData<string, Exception> WhatPasses => new()
    {
        { "down", new HttpRequestException(HttpRequestError.ConnectionError) },
        { "500", new HttpRequestException("", null, HttpStatusCode.InternalServerError) },
        { "429", new HttpRequestException("", null, HttpStatusCode.TooManyRequests) },
        { "no quota", NoQuota },
        { "garbage", new JsonException("'{' is an invalid start of a value.") },
        { "broken", new IOException("The response ended prematurely.") },
        { "unknown", new InvalidOperationException("The client is broken.") },
        { "wrapped", new InvalidOperationException("", new HttpRequestException("", null, HttpStatusCode.BadGateway)) },
    };

    [Theory]
    [MemberData(nameof(WhatPasses))]
    public async Task The_next_model_answers_when_one_fails_before_its_first_token(string what, Exception error)
    {
        var (first, second) = (new ScriptedModel(Fails(error)), new ScriptedModel(Says("Fifty.")));
        using var gateway = new TestGateway(first, second);

        var heard = await gateway.AskAsync();
        var whole = await gateway.AskWholeAsync();

        Assert.Equal(("Fifty.", "Fifty."), (heard.Text, whole.Text));
        Assert.Equal(("second", "second"), (heard.Report.Provider, ModelReport.Find(whole.AdditionalProperties)!.Provider));
        Assert.True(heard.Report.Degraded is [var why] && why.StartsWith("'first' ", StringComparison.Ordinal), what);
        Assert.Equal(first.Calls + 2, heard.Report.Attempts + ModelReport.Find(whole.AdditionalProperties)!.Attempts);
    }

    public static TheoryData<string, Exception, Type> WhatStays => new()
    {
        { "400", new HttpRequestException("", null, HttpStatusCode.BadRequest), typeof(ModelRefusalException) },
        { "401", new HttpRequestException("", null, HttpStatusCode.Unauthorized), typeof(RagConfigurationException) },
        { "403", new HttpRequestException("", null, HttpStatusCode.Forbidden), typeof(RagConfigurationException) },
        { "key", new RagConfigurationException("The key is wrong."), typeof(RagConfigurationException) },
        { "filter", new ModelRefusalException("m", ModelRefusal.ContentFilter, "Filtered."), typeof(ModelRefusalException) },
        { "argument", new ArgumentException("No such tool."), typeof(ArgumentException) },
    };

    [Theory]
    [MemberData(nameof(WhatStays))]
    public async Task No_other_model_is_asked_where_the_caller_or_the_key_is_to_blame(string what, Exception error, Type expected)
    {
        var (first, second) = (new ScriptedModel(Fails(error)), new ScriptedModel(Says("Fifty.")));
        using var gateway = new TestGateway(first, second);

        var heard = await gateway.AskAsync();

        Assert.IsType(expected, heard.Error);
        Assert.Empty(heard.Updates);
        Assert.Equal((1, 0), (first.Calls, second.Calls));
        Assert.IsType(expected, await Record.ExceptionAsync(() => gateway.AskWholeAsync()));
        Assert.True(gateway.Models[0].Breaker is BreakerState.Closed, what);
    }

    [Fact]
    public async Task A_content_filter_is_not_gone_around()
    {
        var (first, second) = (new ScriptedModel(Ends(ChatFinishReason.ContentFilter)), new ScriptedModel(Says("Fifty.")));
        using var gateway = new TestGateway(first, second);

        var error = Assert.IsType<ModelRefusalException>((await gateway.AskAsync()).Error);
        var whole = await Record.ExceptionAsync(() => gateway.AskWholeAsync());

        Assert.Equal((ModelRefusal.ContentFilter, false), (error.Reason, error.IsPartial));
        Assert.Equal(ModelRefusal.ContentFilter, Assert.IsType<ModelRefusalException>(whole).Reason);
        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData(" ", "\n", "\t")]
    public async Task A_model_that_returns_nothing_has_failed(params string[] nothing)
    {
        using var gateway = new TestGateway(new ScriptedModel(Says(nothing)), new ScriptedModel(Says("Fifty.")));

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty.", heard.Text);
        Assert.Equal(["'first' answered nothing."], heard.Report.Degraded);
        Assert.Equal("Fifty.", (await gateway.AskWholeAsync()).Text);
    }

    [Fact]
    public async Task Json_instead_of_prose_is_an_answer_and_handed_on_as_it_is()
    {
        using var gateway = new TestGateway(new ScriptedModel(Says("{\"answer\":", "\"50\"}")));

        Assert.Equal("{\"answer\":\"50\"}", (await gateway.AskAsync()).Text);
    }

    [Fact]
    public async Task With_every_model_down_one_error_tells_all_reasons()
    {
        using var gateway = new TestGateway(new ScriptedModel(Fails(NoQuota)), new ScriptedModel(Says()));

        var error = Assert.IsType<RagOutageException>((await gateway.AskAsync()).Error);

        Assert.Equal("No language model answered. 'first': The account has no quota left. 'second' answered nothing.", error.Message);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Cancelling_stops_the_model_and_asks_no_other()
    {
        var (first, second) = (new ScriptedModel(Stalls()), new ScriptedModel(Says("Fifty.")));
        using var gateway = new TestGateway(first, second);
        using var stop = new CancellationTokenSource();

        var hearing = gateway.HearAsync(cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hearing);
        Assert.Equal((1, 0), (first.Stopped, second.Calls));
        Assert.Equal(0, gateway.Models[0].CallsUnderWay);
    }

    [Fact]
    public async Task What_is_for_the_gateway_alone_does_not_reach_the_models()
    {
        var model = new ScriptedModel(Says("Fifty."));
        using var gateway = new TestGateway(model);
        var options = new ModelCall("north", ModelCall.Answering).ToOptions();
        options.Temperature = 0.5f;

        await gateway.AskAsync(options: options);

        Assert.Null(model.Options!.AdditionalProperties);
        Assert.Equal(0.5f, model.Options.Temperature);
        Assert.NotNull(ModelCall.Find(options));
    }

    [Fact]
    public void Its_models_are_disposed_with_it()
    {
        ScriptedModel[] models = [new(Says("a")), new(Says("b"))];

        new TestGateway(models).Dispose();

        Assert.All(models, model => Assert.True(model.IsDisposed));
    }
}
