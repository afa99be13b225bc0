using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Repository.Tests.PublicApi;

/// <summary>One member of the public surface as one line of C#.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The line; <see langword="null"/> for what users cannot see or what other lines already say.</summary>
    public static string? Of(MemberInfo member) => member switch
    {
        ConstructorInfo m when IsVisible(m) => $"{Access(m)}{m.DeclaringType!.Name.Split('`')[0]}({Parameters(m)})",
        MethodInfo m when IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(m),
        PropertyInfo p when IsVisible(p.GetMethod) || IsVisible(p.SetMethod) => Property(p),
        FieldInfo f when f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly => Field(f),
        EventInfo e when IsVisible(e.AddMethod) => $"event {TypeNames.Of(Nullability.Create(e))} {e.Name}",
        _ => null,
    };

    public static string Constraints(Type[] arguments) => string.Concat(
        arguments.Where(a => a.IsGenericParameter).Select(a => (a.Name, Words: Words(a))).Where(a => a.Words.Count > 0).Select(a => $" where {a.Name} : {string.Join(", ", a.Words)}"));

    private static List<string> Words(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var words = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) words.Add("class");
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) words.Add("struct");
        words.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(TypeNames.Of));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !words.Contains("struct")) words.Add("new()");
        return words;
    }

    private static string Method(MethodInfo m)
    {
        var generic = m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(TypeNames.Of))}>" : string.Empty;
        var result = TypeNames.Of(Nullability.Create(m.ReturnParameter));
        return $"{Access(m)}{result} {m.Name}{generic}({Parameters(m)}){Constraints(m.GetGenericArguments())}";
    }

    private static string Property(PropertyInfo p)
    {
        var required = p.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
        var name = p.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(Parameter))}]" : p.Name;
        var get = IsVisible(p.GetMethod) ? "get; " : string.Empty;
        var set = !IsVisible(p.SetMethod) ? string.Empty : IsInit(p.SetMethod!) ? "init; " : "set; ";
        return $"{Access((p.GetMethod ?? p.SetMethod)!)}{required}{TypeNames.Of(Nullability.Create(p))} {name} {{ {get}{set}}}";
    }

    private static string Field(FieldInfo f)
    {
        var type = TypeNames.Of(Nullability.Create(f));
        if (f.IsLiteral) return $"const {type} {f.Name} = {Literal(f.GetRawConstantValue())}";
        return $"{(f.IsPublic ? "" : "protected ")}{(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{type} {f.Name}";
    }

    private static string Parameters(MethodBase method)
    {
        var list = string.Join(", ", method.GetParameters().Select(Parameter));
        return method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " + list : list;
    }

    private static string Parameter(ParameterInfo p)
    {
        var modifier = p.IsOut ? "out " : p.ParameterType.IsByRef ? p.IsIn ? "in " : "ref " : string.Empty;
        if (p.IsDefined(typeof(ParamArrayAttribute)) || p.IsDefined(typeof(ParamCollectionAttribute))) modifier = "params ";
        var value = p.HasDefaultValue ? $" = {Literal(p.RawDefaultValue)}" : string.Empty;
        return $"{modifier}{TypeNames.Of(Nullability.Create(p))} {p.Name}{value}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Access(MethodBase m)
    {
        var access = m.IsPublic ? string.Empty : "protected ";
        if (m.IsStatic) return access + "static ";
        if (m.DeclaringType!.IsInterface) return access;
        if (m is MethodInfo method && method.GetBaseDefinition().DeclaringType != method.DeclaringType) return access + "override ";
        return access + (m.IsAbstract ? "abstract " : m.IsVirtual && !m.IsFinal ? "virtual " : "");
    }

    // What only derived types within the assembly see cannot be seen by a user.
    private static bool IsVisible(MethodBase? m) =>
        m is not null && (m.IsPublic || ((m.IsFamily || m.IsFamilyOrAssembly) && !m.DeclaringType!.IsSealed));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
