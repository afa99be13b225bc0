namespace Edify.Rag.Abstractions.Tests.Access;

public sealed class RagUserTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_user_has_an_identifier(string id) => Assert.Throws<ArgumentException>(() => new RagUser(id, "north"));

    [Fact]
    public void A_tenant_may_be_unknown_but_not_null() => Assert.Throws<ArgumentNullException>(() => new RagUser("meera", null!));

    [Fact]
    public void A_user_has_no_rights_until_some_are_stated()
    {
        var user = new RagUser("meera", "north");

        Assert.Empty(user.Roles);
        Assert.Empty(user.Grades);
        Assert.Empty(user.Classes);
        Assert.Empty(user.Attributes);
    }
}
