using System.Collections;
using System.Reflection;

namespace Edify.Rag.Repository.Tests.Access;

/// <summary>The rule that nothing searches, answers, lists, counts or opens documents without saying for whom.</summary>
/// <remarks>
/// A method is looked at when its name says that it fetches, or when it gives out something of documents. It passes when it takes a
/// <see cref="RagUser"/> or an <see cref="AccessScope"/>, by itself or in a parameter's property; when it works on what the caller brings
/// (a stream, or passages that were found before); or when it is synchronous and only tells about its own object.
/// </remarks>
internal static class ScopeRule
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Fetching =
        ["Search", "Find", "Retrieve", "Ask", "Answer", "List", "Scan", "Count", "Read", "Open", "Download", "Get", "Query", "Export", "Browse", "Suggest", "Complete", "Stream"];

    /// <summary>What holds texts, names or numbers of documents.</summary>
    private static readonly HashSet<Type> Content =
    [
        typeof(VectorRecord), typeof(VectorMatch), typeof(RetrievedChunk), typeof(RetrievalResult), typeof(Answer), typeof(AnswerUpdate), typeof(Citation), typeof(AnswerContext), typeof(ContextPassage),
        typeof(LibraryDocument), typeof(LibraryPage), typeof(DocumentContent), typeof(Conversation), typeof(ConversationTurn), typeof(ResearchUpdate), typeof(LedgerEntry), typeof(PlannedDocument),
        typeof(BlobItem), typeof(Stream), typeof(Chunk), typeof(DocumentElement), typeof(AuditEntry), typeof(AccessRule),
    ];

    // What the caller brings, and has already.
    private static readonly Type[] Brought = [typeof(Stream), typeof(TextReader)];

    /// <summary>The public methods of the types that break the rule, as "Type.Method".</summary>
    public static IEnumerable<string> Breaches(IEnumerable<Type> types) =>
        from type in types
        where !typeof(Delegate).IsAssignableFrom(type)
        from method in type.GetMethods(All)
        where !method.IsSpecialName && !Repository.IsCompilerGenerated(method) && IsBreach(method)
        select $"{Name(type)}.{method.Name}";

    private static bool IsBreach(MethodInfo method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType).Where(t => t != typeof(CancellationToken)).ToList();
        if (parameters.Exists(TellsForWhom) || parameters.Exists(p => Brought.Any(b => b.IsAssignableFrom(p)))) return false;
        var (given, isLater) = Given(method.ReturnType);
        var fetches = Fetching.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal));
        if (!isLater) return given.Any(IsContent) && fetches && IsService(method);
        return fetches || (given.Any(IsContent) && !parameters.Exists(p => Parts(p).Any(IsContent)));
    }

    // What a value tells about itself was fetched when the value was.
    private static bool IsService(MethodInfo method) => method.DeclaringType!.IsInterface || method.GetParameters().Any(p => p.ParameterType == typeof(string));

    private static bool TellsForWhom(Type parameter) => IsWhom(parameter)
        || (parameter.Assembly != typeof(object).Assembly && parameter is { IsInterface: false, IsEnum: false } && parameter.GetProperties().Any(p => IsWhom(p.PropertyType)));

    private static bool IsWhom(Type type) => type == typeof(RagUser) || type == typeof(AccessScope);

    private static bool IsContent(Type type) => Content.Any(content => content.IsAssignableFrom(type));

    private static (IReadOnlyList<Type> Given, bool IsLater) Given(Type returned)
    {
        if (returned == typeof(Task) || returned == typeof(ValueTask)) return ([], true);
        var definition = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var isLater = definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(IAsyncEnumerable<>);
        return ([.. Parts(returned)], isLater);
    }

    /// <summary>A type and those that it is made of: elements, arguments, and properties of what is ours.</summary>
    private static IEnumerable<Type> Parts(Type type, int depth = 0)
    {
        yield return type;
        if (depth > 3) yield break;
        IEnumerable<Type> inner = type.IsArray ? [type.GetElementType()!] : type.IsGenericType ? type.GetGenericArguments() : [];
        if (type.Namespace?.StartsWith("Edify.Rag", StringComparison.Ordinal) == true && !typeof(IEnumerable).IsAssignableFrom(type) && !type.IsInterface && !typeof(Exception).IsAssignableFrom(type))
            inner = inner.Concat(type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.PropertyType));
        foreach (var part in inner.SelectMany(t => Parts(t, depth + 1))) yield return part;
    }

    private static string Name(Type type) => type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
}
