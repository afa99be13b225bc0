namespace Edify.Rag.Abstractions.Tests.Access;

public sealed class RagPrincipalsTests
{
    [Theory]
    [InlineData("role:teacher", "role:teacher")]
    [InlineData(" Role : Head Teacher ", "role:head teacher")]
    [InlineData("grade:Grade 7", "grade:7")]
    [InlineData("grade:grade-7", "grade:7")]
    [InlineData("GRADE:7", "grade:7")]
    [InlineData("class:7B", "class:7b")]
    [InlineData("user:Asha", "user:Asha")]
    [InlineData("user:role:teacher", "user:role:teacher")]
    [InlineData("permission:Documents:Read", "permission:documents:read")]
    [InlineData("permission:admin:*", "permission:admin:*")]
    [InlineData("role:e\u0301le\u0300ve", "role:\u00e9l\u00e8ve")]
    public void A_principal_has_one_form(string written, string principal)
    {
        Assert.True(RagPrincipals.TryParse(written, out var parsed));
        Assert.Equal(principal, parsed);
        Assert.True(RagPrincipals.TryParse(parsed, out var again));
        Assert.Equal(parsed, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("teacher")]
    [InlineData(":teacher")]
    [InlineData("role:")]
    [InlineData("role: ")]
    [InlineData("roles:teacher")]
    [InlineData("grade:grade")]
    [InlineData("permission:do it")]
    [InlineData("role:a\nb")]
    public void What_is_none_is_refused(string? written) => Assert.False(RagPrincipals.TryParse(written, out _));

    // Not as data of the test above: an attribute can't hold half a character.
    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.All(["role:\ud800", "role:a\udc00b"], written => Assert.False(RagPrincipals.TryParse(written, out _)));

    [Fact]
    public void They_are_made_by_kind()
    {
        Assert.Equal("role:teacher", RagPrincipals.Role("Teacher"));
        Assert.Equal("user:Asha", RagPrincipals.User("Asha"));
        Assert.Equal("class:7b", RagPrincipals.Class("7B"));
        Assert.Equal("grade:7", RagPrincipals.Grade("Grade 7"));
        Assert.Equal("permission:chat:create", RagPrincipals.Permission(RagPermissions.ChatCreate));
        Assert.Throws<ArgumentException>(() => RagPrincipals.Role(" "));
        Assert.Throws<ArgumentException>(() => RagPrincipals.User(new string('x', 257)));
    }

    [Fact]
    public void No_value_of_one_kind_is_taken_for_another()
    {
        string[] values = ["teacher", "role:teacher", "user:teacher", "7", "grade:7"];
        string[] all = [.. values.SelectMany(v => (string[])[RagPrincipals.Role(v), RagPrincipals.User(v), RagPrincipals.Class(v), RagPrincipals.Grade(v)])];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData("*", "anything:at:all", true)]
    [InlineData("documents:*", "documents:read", true)]
    [InlineData("documents:*", "documents:read:all", true)]
    [InlineData("documents:*", "documents:*", true)]
    [InlineData("documents:*", "documentsx", false)]
    [InlineData("documents:*", "documents", false)]
    [InlineData("documents:read", "documents:*", false)]
    [InlineData("Documents:Read", "documents:read", true)]
    [InlineData("documents:read", "documents:readall", false)]
    public void A_permission_covers_another(string held, string wanted, bool covers) => Assert.Equal(covers, RagPermissions.Covers(held, wanted));
}
