using Microsoft.Extensions.AI;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

/// <summary>What becomes of a stream once its first token was shown, and of one that never gets there.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_that_dies_in_the_middle_ends_with_an_error_and_nobody_answers_in_its_place()
    {
        var second = new ScriptedModel(Says("Sixty."));
        using var gateway = new TestGateway(new ScriptedModel(Fails(new IOException("The connection was reset."), "Fifty ", "rup")), second);

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty rup", heard.Text);
        var error = Assert.IsType<ModelServiceException>(heard.Error);
        Assert.Equal((true, true), (error.IsPartial, error.IsTransient));
        Assert.Equal("The language model 'first' can't be reached, or broke off, in the middle of its answer; ask again.", error.Message);
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task A_content_filter_in_the_middle_ends_the_answer_and_says_so()
    {
        using var gateway = new TestGateway(new ScriptedModel(Ends(ChatFinishReason.ContentFilter, "Take ", "the")));

        var heard = await gateway.AskAsync();

        Assert.Equal("Take the", heard.Text);
        Assert.True(Assert.IsType<ModelRefusalException>(heard.Error).IsPartial);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_does_not_begin_is_given_up_even_if_it_does_not_listen(bool isDeaf)
    {
        var first = new ScriptedModel(isDeaf ? IsDeaf() : Stalls());
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Fifty.")));

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty.", heard.Text);
        Assert.Equal(["'first' did not begin to answer within 30 s."], heard.Report.Degraded);
        Assert.Equal((1, 1), (first.Calls, first.Stopped));
        Assert.Equal(0, gateway.Models[0].CallsUnderWay);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_falls_silent_is_ended_even_if_it_does_not_listen(bool isDeaf)
    {
        using var gateway = new TestGateway(new ScriptedModel(isDeaf ? IsDeaf("Fifty") : Stalls("Fifty")), new ScriptedModel(Says("Sixty.")));

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty", heard.Text);
        Assert.Contains("fell silent for 20 s", Assert.IsType<ModelServiceException>(heard.Error).Message, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Models[0].CallsUnderWay);
    }

    [Fact]
    public async Task A_whole_answer_has_a_time_limit_too()
    {
        using var gateway = new TestGateway(new ScriptedModel(IsDeaf("Fifty")), new ScriptedModel(Says("Sixty.")));

        Assert.Equal("Sixty.", (await gateway.AskWholeAsync()).Text);
    }

    [Fact]
    public async Task All_tries_together_have_a_time_limit()
    {
        using var gateway = new TestGateway(new ScriptedModel(Stalls()), new ScriptedModel(Stalls()));
        gateway.Options.Timeout = TimeSpan.FromSeconds(40);

        var error = Assert.IsType<RagOutageException>((await gateway.AskAsync()).Error);

        Assert.StartsWith("No language model answered within 40 s. 'first' did not begin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_stream_is_cut_and_the_report_says_so()
    {
        var first = new ScriptedModel(Babbles("fifty "));
        using var gateway = new TestGateway(first);
        gateway.Limits("first").MaxCharacters = 1_000;

        var heard = await gateway.AskAsync();

        Assert.Null(heard.Error);
        Assert.Equal(1_000, heard.Text.Length);
        Assert.Equal(ChatFinishReason.Length, heard.Finish);
        Assert.Equal(["The answer of 'first' was cut at 1,000 characters."], heard.Report.Degraded);
        Assert.Equal(1, first.Stopped);
    }

    [Fact]
    public async Task A_whole_answer_that_is_too_long_is_cut_between_characters()
    {
        using var gateway = new TestGateway(new ScriptedModel(Says("ab😀cd")));
        gateway.Limits("first").MaxCharacters = 3;

        var response = await gateway.AskWholeAsync();

        Assert.Equal(("ab", ChatFinishReason.Length), (response.Text, response.FinishReason));
        Assert.Equal(["The answer of 'first' was cut at 3 characters."], ModelReport.Find(response.AdditionalProperties)!.Degraded);
    }

    [Fact]
    public async Task Blanks_without_end_are_no_answer()
    {
        using var gateway = new TestGateway(new ScriptedModel(Babbles(" \n")), new ScriptedModel(Says("Fifty.")));

        var heard = await gateway.AskAsync();

        Assert.Equal("Fifty.", heard.Text);
        Assert.Equal(["'first' wrote without end and nothing that could be shown."], heard.Report.Degraded);
    }

    [Fact]
    public async Task A_slow_reader_is_no_fault_of_the_model()
    {
        using var gateway = new TestGateway(new ScriptedModel(Says("Fif", "ty", ".")));
        var text = string.Empty;

        await foreach (var update in gateway.Client.GetStreamingResponseAsync([new(ChatRole.User, "What is the late fee?")]))
        {
            text += update.Text;
            gateway.Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal("Fifty.", text);
    }

    [Fact]
    public async Task A_reader_that_leaves_stops_the_model()
    {
        var model = new ScriptedModel(Babbles("fifty "));
        using var gateway = new TestGateway(model);

        await foreach (var _ in gateway.Client.GetStreamingResponseAsync([new(ChatRole.User, "What is the late fee?")])) break;

        Assert.Equal((1, 0), (model.Stopped, gateway.Models[0].CallsUnderWay));
    }
}
