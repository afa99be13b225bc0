namespace Edify.Rag.Hosting.Access;

/// <summary>A policy around another one, which can say more than the one around it.</summary>
internal interface IAccessPolicyDecorator
{
    /// <summary>What it is around.</summary>
    IAccessPolicy Inner { get; }
}

/// <summary>Finds what a policy can do besides resolving scopes.</summary>
internal static class PolicyParts
{
    /// <summary>The policy, or the first within it, that is more than a policy.</summary>
    public static TPart? Find<TPart>(this IAccessPolicy policy) where TPart : class
    {
        for (var current = policy; ; current = ((IAccessPolicyDecorator)current).Inner)
        {
            if (current is TPart part) return part;
            if (current is not IAccessPolicyDecorator) return null;
        }
    }
}
