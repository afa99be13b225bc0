using System.Reflection;

namespace Edify.Rag.Repository.Tests.Conformance;

/// <summary>A provider is done when it passes every suite: for each suite there is a test class named after the provider.</summary>
public sealed class EveryProviderTests
{
    // What lies in the process has no connection that could fail.
    private static readonly string[] WithoutServer = ["EmbeddedVectorStore"];

    [Theory]
    [InlineData(typeof(IBlobStore), "BlobStore")]
    [InlineData(typeof(IVectorStore), "VectorStore")]
    [InlineData(typeof(IIngestionLedger), "Ledger")]
    [InlineData(typeof(IJobQueue), "JobQueue")]
    [InlineData(typeof(IConversationStore), "ConversationStore")]
    [InlineData(typeof(IUsageMeter), "UsageMeter")]
    [InlineData(typeof(IRateLimiter), "RateLimiter")]
    public void Every_provider_runs_every_suite(Type contract, string kind)
    {
        var providers = Providers(contract).Select(t => t.Name).ToList();
        var suites = Suites(kind).Select(t => t.FullName!).ToList();

        Assert.NotEmpty(providers);
        Assert.NotEmpty(suites);
        Assert.All(providers, name => Assert.EndsWith(kind, name, StringComparison.Ordinal));
        Assert.Empty(
            from provider in providers
            from suite in suites
            where !(suite.Contains("Fault", StringComparison.Ordinal) && WithoutServer.Contains(provider))
            where !TestClasses.Any(t => t.Name.StartsWith(provider[..^kind.Length], StringComparison.Ordinal) && Bases(t).Contains(suite))
            select $"No test class {provider[..^kind.Length]}… derives from {suite}.");
    }

    /// <summary>A package that offers a stage its verb must be among those whose suites are asked for above.</summary>
    [Theory]
    [InlineData(typeof(IBlobStore))]
    [InlineData(typeof(IVectorStore))]
    [InlineData(typeof(IIngestionLedger))]
    [InlineData(typeof(IJobQueue))]
    [InlineData(typeof(IConversationStore))]
    [InlineData(typeof(IUsageMeter))]
    public void Every_package_with_a_verb_for_it_has_a_provider(Type contract)
    {
        var verb = $".Use<{contract.Name}>(";
        var offering = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .Where(folder => Repository.Files(Repository.Shown(folder), "*RagBuilderExtensions.cs").Any(file => File.ReadAllText(file).Contains(verb, StringComparison.Ordinal)))
            .Select(folder => Path.GetFileName(folder)!).ToList();

        Assert.NotEmpty(offering);
        Assert.Empty(offering.Except(Providers(contract).Select(t => t.Assembly.GetName().Name!)));
    }

    // Compared by name: the test projects bring their own copy of the suites' assembly. Public ones alone are run.
    private static readonly IReadOnlyList<Type> TestClasses =
        [.. TestAssemblies().SelectMany(a => a.GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true })];

    /// <summary>Implementations, without the decorators, which take another implementation and have no storage of their own.</summary>
    private static IEnumerable<Type> Providers(Type contract) => Repository.Libraries
        .SelectMany(a => a.GetTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && contract.IsAssignableFrom(t))
        .Where(t => !t.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(c => c.GetParameters().Any(p => p.ParameterType.IsAssignableTo(contract))));

    private static IEnumerable<Type> Suites(string kind) => Assembly.Load("Edify.Rag.Conformance")
        .GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: true, IsSealed: false } && t.Name.StartsWith(kind, StringComparison.Ordinal) && HasTests(t));

    private static bool HasTests(Type type) => type.GetMethods().Any(m => m.GetCustomAttributes().Any(a => a is Xunit.v3.IFactAttribute));

    private static IEnumerable<string?> Bases(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType) yield return current.FullName;
    }

    private static IEnumerable<Assembly> TestAssemblies()
    {
        var own = AppContext.BaseDirectory;
        var relative = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Edify.Rag.Repository.Tests"), own);
        return Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests")
            .Select(folder => Path.Combine(folder, relative, Path.GetFileName(folder) + ".dll"))
            .Where(File.Exists)
            .Select(Assembly.LoadFrom);
    }
}
