namespace Edify.Rag.Repository.Tests.HouseRules;

public sealed class TypeTests
{
    private static IEnumerable<Type> Types => Repository.Libraries.SelectMany(a => a.GetTypes()).Where(t => !Repository.IsCompilerGenerated(t));

    // The tokenizer of a model is loaded by those who count its tokens; no pipeline stands between.
    private static readonly Type LoadedByUsers = typeof(ModelTokenizer);

    [Fact]
    public void What_users_see_lies_in_one_namespace() => Assert.Empty(
        Types.Where(t => t.IsVisible)
            .Where(t => t.Namespace is not ("Edify.Rag" or "Microsoft.Extensions.DependencyInjection"))
            .Where(t => !t.Namespace!.StartsWith("Edify.Rag.Conformance", StringComparison.Ordinal))
            .Select(t => t.FullName));

    [Fact]
    public void What_implements_a_contract_is_internal_and_sealed() => Assert.Empty(
        Types.Where(t => t.IsClass && !t.IsAbstract && Contracts(t).Any()).Where(t => (t.IsVisible && t != LoadedByUsers) || !t.IsSealed).Select(t => t.FullName));

    [Fact]
    public void An_exception_derives_from_the_base_of_the_family() => Assert.Empty(
        Types.Where(t => t.IsVisible && typeof(Exception).IsAssignableFrom(t) && !typeof(RagException).IsAssignableFrom(t)).Select(t => t.FullName));

    private static IEnumerable<Type> Contracts(Type type) =>
        type.GetInterfaces().Where(i => i.Assembly == typeof(IRagBuilder).Assembly && i.IsVisible);
}
