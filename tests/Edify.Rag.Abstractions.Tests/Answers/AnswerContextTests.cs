using Microsoft.Extensions.AI;

namespace Edify.Rag.Abstractions.Tests.Answers;

public sealed class AnswerContextTests
{
    private static readonly AnswerContext Context = new("Where is the exit?", []);

    [Fact]
    public void A_message_carries_the_context_that_was_attached_to_it()
    {
        var message = new ChatMessage(ChatRole.User, "Where is the exit?");
        Context.AttachTo(message);

        Assert.Same(Context, AnswerContext.Find([new ChatMessage(ChatRole.System, "Answer."), message, new ChatMessage(ChatRole.User, "Briefly.")]));
        Assert.Equal("Where is the exit?", message.Text);
    }

    [Fact]
    public void Of_several_contexts_the_last_is_found()
    {
        var (first, last) = (new ChatMessage(ChatRole.User, "1"), new ChatMessage(ChatRole.User, "2"));
        new AnswerContext("An earlier question", []).AttachTo(first);
        Context.AttachTo(last);

        Assert.Same(Context, AnswerContext.Find([first, last]));
    }

    [Fact]
    public void Other_properties_of_the_message_stay()
    {
        var message = new ChatMessage(ChatRole.User, "1") { AdditionalProperties = new() { ["mine"] = 1 } };

        Context.AttachTo(message);

        Assert.Equal(1, message.AdditionalProperties["mine"]);
    }

    [Fact]
    public void Messages_without_a_context_have_none()
    {
        Assert.Null(AnswerContext.Find([]));
        Assert.Null(AnswerContext.Find([new ChatMessage(ChatRole.User, "Hello"), new ChatMessage(ChatRole.User, "1") { AdditionalProperties = new() { ["mine"] = 1 } }]));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Context.AttachTo(null!));
        Assert.Throws<ArgumentNullException>(() => AnswerContext.Find(null!));
    }
}
