{#- Tables are made in place, in one transaction, comments and all. The adapter's own materialization makes each beside
    the old one and renames both, for readers who look on; nobody reads the build file, and what it does for them was
    half of a small build's time. -#}
{% materialization table, adapter='duckdb' %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set contract = config.get('contract') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% if existing_relation is not none and not existing_relation.is_table %}
        {% do adapter.drop_relation(existing_relation) %}
    {% endif %}

    {% call statement('main') %}
        {% if contract.enforced %}
            {{ get_assert_columns_equivalent(compiled_code) }}
            create or replace table {{ target_relation }} {{ get_table_columns_and_constraints() }};
            insert into {{ target_relation }} by name {{ compiled_code }};
        {% else %}
            create or replace table {{ target_relation }} as {{ compiled_code }};
        {% endif %}
        {{ comments(target_relation) }}
    {% endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- The descriptions as comments, where `persist_docs` asks for them. -#}
{% macro comments(relation) %}
    {%- if config.persist_relation_docs() and model.description %}
comment on table {{ relation }} is {{ duckdb_escape_comment(model.description) }};
    {%- endif %}
    {%- if config.persist_column_docs() %}
        {%- for name, column in model.columns.items() if column.description %}
comment on column {{ relation }}.{{ adapter.quote(name) }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
    {%- endif %}
{% endmacro %}
