using System.Reflection;
using System.Text;

namespace Edify.Rag.Repository.Tests.PublicApi;

/// <summary>The public surface of an assembly as text: a line for each type, and below it one for each member.</summary>
internal static class ApiText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(t => !Repository.IsCompilerGenerated(t)).OrderBy(TypeNames.Full, StringComparer.Ordinal))
        {
            text.Append(Heading(type)).Append('\n');
            foreach (var member in Members(type)) text.Append("    ").Append(member).Append('\n');
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Each member line with its type, so that a line by itself says what it is about.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        var heading = string.Empty;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' ')) heading = line;
            yield return line.StartsWith(' ') ? $"{heading.Split(" : ")[0]} {{ {line.Trim()} }}" : line;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        return type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => !Repository.IsCompilerGenerated(member))
            .Select(member => (member.Name, Text: MemberText.Of(member)))
            .Where(member => member.Text is not null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text!);
    }

    private static string Heading(Type type)
    {
        var bases = type.GetInterfaces()
            .Except(type.BaseType?.GetInterfaces() ?? [])
            .Except(type.GetInterfaces().SelectMany(i => i.GetInterfaces()))
            .Where(i => i.IsVisible && i != typeof(IEquatable<>).MakeGenericType(type))
            .Select(TypeNames.Of)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (type.BaseType is { } baseType && baseType != typeof(object) && baseType != typeof(ValueType) && !type.IsEnum) bases.Insert(0, TypeNames.Of(baseType));
        var list = bases.Count == 0 || type.IsEnum ? string.Empty : " : " + string.Join(", ", bases);
        return $"{(type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "")}{Kind(type)} {TypeNames.Full(type)}{list}{MemberText.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (typeof(Delegate).IsAssignableFrom(type)) return "delegate";
        if (type.IsValueType) return type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is null ? "struct" : "record struct";
        var word = type.GetMethod("<Clone>$") is null ? "class" : "record";
        if (type.IsAbstract && type.IsSealed) return $"static {word}";
        return type.IsAbstract ? $"abstract {word}" : type.IsSealed ? $"sealed {word}" : word;
    }
}
