using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Repository.Tests.HouseRules;

public sealed class OptionsTests
{
    /// <summary>Options of verbs: classes that configuration fills; what travels with a call is a record.</summary>
    private static IEnumerable<Type> Options => Repository.Libraries
        .SelectMany(a => a.GetExportedTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.Name.EndsWith("Options", StringComparison.Ordinal) && t.GetMethod("<Clone>$") is null);

    [Fact]
    public void Options_can_be_made_by_configuration() => Assert.Empty(Options.Where(t => t.GetConstructor([]) is null).Select(t => t.FullName));

    [Fact]
    public void Options_are_validated() => Assert.Empty(
        Options.Where(t => !t.Assembly.GetTypes().Any(v => v is { IsClass: true, IsAbstract: false } && typeof(IValidateOptions<>).MakeGenericType(t).IsAssignableFrom(v)))
            .Select(t => t.FullName));

    [Fact]
    public void Every_option_documents_its_default() => Assert.Empty(
        from type in Options
        from property in type.GetProperties()
        where IsOption(property) && DocumentedDefaults.Of(property) is null
        select $"{type.Name}.{property.Name} has no <value>Default: …</value>.");

    [Fact]
    public void A_documented_default_is_the_default()
    {
        var documented = Repository.Libraries
            .SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(p => (Property: p, Text: DocumentedDefaults.Of(p)))
            .Where(p => p.Text is not null && !p.Property.DeclaringType!.IsAbstract)
            .ToList();

        Assert.True(documented.Count >= 5, $"Only {documented.Count} documented defaults were found; are the XML files beside the assemblies?");
        Assert.Empty(documented.Select(p => Wrong(p.Property, p.Text!)).OfType<string>());
    }

    [Theory]
    [InlineData(1000, "1,000 characters. Range: 1 to 5.", true)]
    [InlineData(1000, "1000.", true)]
    [InlineData(1000, "10.", false)]
    [InlineData(10, "1000.", false)]
    [InlineData(2L << 30, "2 GiB.", true)]
    [InlineData(0.5, "0.5.", true)]
    [InlineData(true, "true.", true)]
    [InlineData(true, "false.", false)]
    [InlineData("content", "\"content\".", true)]
    [InlineData("content", "\"contents\".", false)]
    [InlineData(null, "none.", true)]
    [InlineData(RetrievalMode.Vector, "Vector.", true)]
    [InlineData(RetrievalMode.Vector, "Hybrid.", false)]
    public void A_default_is_compared_as_people_write_it(object? value, string text, bool same) => Assert.Equal(same, DocumentedDefaults.Says(text, value));

    [Theory]
    [InlineData(120, "2 minutes.", true)]
    [InlineData(120, "120 seconds.", true)]
    [InlineData(1, "1 second.", true)]
    [InlineData(3600, "1 hour.", true)]
    [InlineData(60, "2 minutes.", false)]
    public void A_time_is_compared_as_people_write_it(int seconds, string text, bool same) =>
        Assert.Equal(same, DocumentedDefaults.Says(text, TimeSpan.FromSeconds(seconds)));

    // Configuration sets what has a setter and fills what is a collection.
    private static bool IsOption(PropertyInfo property) => property.SetMethod is { IsPublic: true } || typeof(IEnumerable).IsAssignableFrom(property.PropertyType);

    private static string? Wrong(PropertyInfo property, string text)
    {
        var value = property.GetValue(NewInstance(property.DeclaringType!));
        return DocumentedDefaults.CanCompare(value) && !DocumentedDefaults.Says(text, value)
            ? $"{property.DeclaringType!.Name}.{property.Name} documents '{text}' and is '{value ?? "null"}'."
            : null;
    }

    // Records with required arguments are made with arguments that their defaults do not depend on, and by whatever constructor there is.
    private static object NewInstance(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.GetParameters().All(p => p.ParameterType != type)) // a record's own copies
            .OrderBy(c => !c.IsPublic).ThenBy(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            p.ParameterType == typeof(string) ? "x" : p.ParameterType.IsValueType ? RuntimeHelpers.GetUninitializedObject(p.ParameterType) : null)]);
    }
}
